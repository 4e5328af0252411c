import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { StepResult } from '../steps.ts';
import { ask } from './question.ts';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** What typed words are looked for in, where that is not what the row shows. */
  readonly searched?: string;
}

/** What fits is decided here, not by VS Code. */
const alwaysShown = <C extends vscode.QuickPickItem>(item: C): C => ({ ...item, alwaysShow: true });

/** What stands where a list has no row: an empty box would tell nothing. */
export const nothingFound = (): vscode.QuickPickItem => alwaysShown({ label: l10n.t('Nothing found') });

/** The rows that hold every word that is typed. */
function fitting<C extends Choice<unknown>>(items: readonly C[], typed: string): C[] {
  const words = typed.toLowerCase().split(/\s+/);
  return items.filter(({ label, searched = label }) => words.every((word) => searched.toLowerCase().includes(word)));
}

export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly Choice<T>[];
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
  const { more = [] } = options;
  const isSearched = options.items.some(({ searched }) => searched !== undefined);
  const items = isSearched ? options.items.map(alwaysShown) : options.items;
  type Row = vscode.QuickPickItem & { readonly value?: T; readonly run?: () => void };
  const rows: readonly Row[] = [
    ...items,
    ...(more.length > 0 ? [{ label: '', kind: vscode.QuickPickItemKind.Separator }, ...more] : []),
  ];
  return ask<vscode.QuickPick<Row>, T>(
    () => createPick(options),
    (pick, { answer }) => {
      pick.items = rows;
      if (isSearched) {
        pick.onDidChangeValue((typed) => {
          const rows = fitting(items, typed);
          pick.items = rows.length > 0 ? rows : [nothingFound()];
        });
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
  /** What typed text may mean. */
  readonly typed: (text: string) => readonly TextChoice<T>[];
}

/** The lists that a typed text may be: parted at commas, or at spaces too, which a list of lines has once it is pasted. */
export function listsIn(text: string, hasCommas = true): string[][] {
  const whole = hasCommas ? text.split(',') : [text];
  const words = whole.flatMap((each) => each.split(/\s/));
  const [one = [], other = []] = [whole, words].map((each) => each.map((item) => item.trim()).filter(Boolean));
  return [one, ...(other.length > one.length ? [other] : [])].filter(({ length }) => length > 0);
}

/**
 * Asks for any number of things that are known or typed. Without a tick the row that has the focus counts. Shows the rows
 * that hold what is typed, so that all of them can be ticked at once: VS Code by itself takes initials for a match too.
 */
export function pickOrType<T>(options: PickOrTypeOptions<T>): Promise<StepResult<readonly T[]>> {
  return ask<vscode.QuickPick<TextChoice<T>>, readonly T[]>(
    () => createPick(options),
    (pick, { answer }) => {
      const items = options.items.map(alwaysShown);
      pick.canSelectMany = true;
      pick.matchOnDescription = false;
      pick.items = items;
      pick.selectedItems = items.filter((item) => item.picked);
      /** Where several can be ticked, VS Code puts the focus on no row by itself. */
      let preferred: TextChoice<T> | undefined;
      let typed: readonly TextChoice<T>[] = [];
      let ticked = pick.selectedItems.length;
      const known = new Set(items.map((item) => item.label));
      /** What is ticked and not among the rows stands below them. VS Code needs the rows before the ticks. */
      const show = (rows: readonly TextChoice<T>[], selected: readonly TextChoice<T>[]) => {
        pick.items = [...new Set([...rows, ...selected])];
        pick.selectedItems = selected;
      };
      pick.onDidChangeValue((text) => {
        const trimmed = text.trim();
        const wanted = trimmed.toLowerCase();
        const rows = fitting(items, trimmed);
        const meant = trimmed === '' || known.has(trimmed) ? [] : options.typed(trimmed);
        // A known one that matches comes first: a tag typed by half would be accepted and do nothing. VS Code sorts by
        // where a label matches, so the quotes decide.
        typed = meant.map((each) => alwaysShown({ ...each, label: `“${each.label}”` }));
        show([...rows, ...typed], pick.selectedItems);
        preferred = wanted === '' ? undefined : (find(rows, wanted) ?? typed[0]);
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
function find<I extends vscode.QuickPickItem>(items: readonly I[], wanted: string): I | undefined {
  const labels = items.map((item) => ({ item, text: item.label.toLowerCase() }));
  return (
    labels.find(({ text }) => text === wanted) ??
    labels.find(({ text }) => text.startsWith(wanted)) ??
    labels.find(({ text }) => text.includes(wanted))
  )?.item;
}
