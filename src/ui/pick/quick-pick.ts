import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { StepResult } from '../steps.ts';
import { grouped } from '../words/locale.ts';
import { ask } from './question.ts';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** What fits is decided here, not by VS Code: it takes initials for a match too. */
export const alwaysShown = <C extends vscode.QuickPickItem>(item: C): C => ({ ...item, alwaysShow: true });

/** What stands where a list has no row: an empty box would tell nothing. */
export const nothingFound = (): vscode.QuickPickItem => alwaysShown({ label: l10n.t('Nothing found') });

/** Finds the rows for what is typed, the same objects each time, and tells how many there are if not all are among them. */
export type Search<T> = (typed: string) => { readonly rows: readonly Choice<T>[]; readonly count: number };

/** Whether a text holds every word that is typed. */
export function holding(typed: string): (text: string) => boolean {
  const words = typed.toLowerCase().split(/\s+/);
  return (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}

/** Finds the rows by their labels, or by what else they say that they are looked for in. */
export function searching<T>(items: readonly (Choice<T> & { readonly searched?: string })[]): Search<T> {
  const shown = items.map(alwaysShown);
  return (typed) => {
    const holds = holding(typed);
    const rows = shown.filter(({ label, searched = label }) => holds(searched));
    return { rows, count: rows.length };
  };
}

export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Choice<T>[] | Search<T>;
}

/** More rows at once would keep VS Code waiting. */
export const MOST_ROWS = 2000;

/** The title of a list that may not show all there is. */
export const titleOfFirst = (title: string, shown: number, all: number): string =>
  shown < all ? l10n.t('{0}: the first {1} of {2}', title, grouped(shown), grouped(all)) : title;

/** Finds what is to be shown, and says above it where that is not all. */
function find<T>(pick: vscode.QuickPick<vscode.QuickPickItem>, title: string, search: Search<T>): readonly Choice<T>[] {
  const { rows, count } = search(unquoted(pick.value));
  pick.title = titleOfFirst(title, rows.length, count);
  return rows;
}

/** A pick with nothing in it yet. */
export function createPick<R extends vscode.QuickPickItem>({
  title,
  placeholder,
}: Pick<PickOptions<unknown>, 'title' | 'placeholder'>): vscode.QuickPick<R> {
  const pick = vscode.window.createQuickPick<R>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  return pick;
}

/** A row that answers nothing: it does something, and the question stays. */
export interface MoreRow extends vscode.QuickPickItem {
  readonly run: () => void;
}

export interface PickOneOptions<T> extends PickOptions<T> {
  /** Rows below the answers. */
  readonly more?: readonly MoreRow[];
}

/** Asks for one of a few things. Esc goes back a step; the first item is ready for Enter. */
export function pickOne<T>(options: PickOneOptions<T>): Promise<StepResult<T>> {
  const { more = [], items } = options;
  type Row = vscode.QuickPickItem & { readonly value?: T; readonly run?: () => void };
  return ask<vscode.QuickPick<Row>, T>(
    () => createPick(options),
    (pick, { answer }) => {
      if (typeof items === 'function') {
        const show = () => {
          const rows = find(pick, options.title, items);
          pick.items = rows.length > 0 ? rows : [nothingFound()];
        };
        pick.onDidChangeValue(show);
        show();
      } else {
        const below = more.length > 0 ? [{ label: '', kind: vscode.QuickPickItemKind.Separator }, ...more] : [];
        pick.items = [...items, ...below];
      }
      pick.onDidAccept(() => {
        const [row] = pick.activeItems;
        row?.run?.();
        if (row?.value !== undefined) {
          answer(row.value);
        }
      });
    },
  );
}

/** Texts behind one row: one that is known, or several that were typed. */
export type TextChoice<T> = Choice<readonly T[]>;

export interface PickOrTypeOptions<T> extends PickOptions<readonly T[]> {
  readonly items: Search<readonly T[]>;
  /** The rows that are ticked to begin with. */
  readonly ticked?: readonly TextChoice<T>[];
  /** What typed text may mean. */
  readonly typed: (text: string) => readonly TextChoice<T>[];
}

/** What is typed, without blanks around it, nor quotes, as a text has them where it is copied from code. */
const unquoted = (text: string): string => text.trim().replace(/^(["'`])([^"'`]*)\1$/, '$2');

/** The lists that a typed text may be: parted at commas, or at spaces too, which a list of lines has once it is pasted. */
export function listsIn(text: string, hasCommas = true): string[][] {
  const whole = hasCommas ? text.split(',') : [text];
  const words = whole.flatMap((each) => each.split(/\s/));
  const [one = [], other = []] = [whole, words].map((each) => each.map(unquoted).filter(Boolean));
  return [one, ...(other.length > one.length ? [other] : [])].filter(({ length }) => length > 0);
}

/**
 * Asks for any number of things that are known or typed. Without a tick the row that has the focus counts. All that are
 * shown for what is typed can be ticked at once.
 */
export function pickOrType<T>(options: PickOrTypeOptions<T>): Promise<StepResult<readonly T[]>> {
  return ask<vscode.QuickPick<TextChoice<T>>, readonly T[]>(
    () => createPick(options),
    (pick, { answer }) => {
      pick.canSelectMany = true;
      pick.matchOnDescription = false;
      /** Where several can be ticked, VS Code puts the focus on no row by itself. */
      let preferred: TextChoice<T> | undefined;
      let typed: readonly TextChoice<T>[] = [];
      let ticked = 0;
      /** What is ticked and not among the rows stands below them. VS Code needs the rows before the ticks. */
      const show = (rows: readonly TextChoice<T>[], selected: readonly TextChoice<T>[]) => {
        pick.items = [...new Set([...rows, ...selected])];
        pick.selectedItems = selected;
      };
      pick.onDidChangeValue((text) => {
        const trimmed = unquoted(text);
        const wanted = trimmed.toLowerCase();
        const rows = find(pick, options.title, options.items);
        const isKnown = rows.some((row) => row.label === trimmed);
        const meant = trimmed === '' || isKnown ? [] : options.typed(trimmed);
        // A known one that matches comes first: a tag typed by half would be accepted and do nothing. VS Code sorts by
        // where a label matches, so the quotes decide.
        typed = meant.map((each) => alwaysShown({ ...each, label: `“${each.label}”` }));
        show([...rows, ...typed], pick.selectedItems);
        preferred = wanted === '' ? undefined : (likest(rows, wanted) ?? rows[0] ?? typed[0]);
        pick.activeItems = preferred ? [preferred] : [];
      });
      pick.onDidChangeSelection((selected) => {
        // All are ticked at once: the known ones are meant, not the words that found them.
        if (selected.length > ticked + 1 && selected.some((item) => typed.includes(item))) {
          const isKnown = (item: TextChoice<T>) => !typed.includes(item);
          show(pick.items.filter(isKnown), selected.filter(isKnown));
        }
        ticked = pick.selectedItems.length;
      });
      show(find(pick, options.title, options.items), options.ticked ?? []);
      ticked = pick.selectedItems.length;
      pick.onDidAccept(() => {
        const focused = pick.activeItems[0] ?? preferred;
        const chosen = pick.selectedItems.length > 0 ? pick.selectedItems : focused ? [focused] : [];
        const values = chosen.flatMap((item) => item.value);
        if (values.length > 0) {
          answer(values);
        }
      });
    },
  );
}

/** The row that is this very text, else the first that begins with it, else the first that holds it. */
function likest<I extends vscode.QuickPickItem>(items: readonly I[], wanted: string): I | undefined {
  const labels = items.map((item) => ({ item, text: item.label.toLowerCase() }));
  return (
    labels.find(({ text }) => text === wanted) ??
    labels.find(({ text }) => text.startsWith(wanted)) ??
    labels.find(({ text }) => text.includes(wanted))
  )?.item;
}
