import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { NamedTeam } from '../../account/account.ts';
import type { Failure } from '../../core/model.ts';
import type { Page } from '../../core/vercel/client.ts';
import type { Result } from '../../core/vercel/result.ts';
import { FailureError } from '../failure-error.ts';
import type { StepResult } from '../steps.ts';
import { remedyLabel } from '../words/failures.ts';
import { ask } from './question.ts';
import { alwaysShown, type Choice, createPick, holding, nothingFound } from './quick-pick.ts';

export interface PagedOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Rows that stand before those that are loaded, in groups with a heading or none. */
  readonly before: readonly { readonly heading?: string; readonly rows: readonly Choice<T>[] }[];
  /** The heading of the rows that are loaded. */
  readonly heading?: string;
  /** One page of rows for what is typed. */
  readonly load: (search: string, cursor: string | undefined, signal: AbortSignal) => Promise<Result<Page<Choice<T>>>>;
  /** The row of what has exactly this id or name: asked for where none is listed. */
  readonly byName: (text: string) => Promise<Result<Choice<T>>>;
  /** The team that is asked, where it is one. */
  readonly team?: NamedTeam;
  /** Whether `load` heeds what is typed; otherwise VS Code searches what is loaded. */
  readonly searchesAtSource: boolean;
}

type Row<T> = vscode.QuickPickItem & { readonly choice?: T; readonly more?: string; readonly refused?: Failure };

const AFTER_LAST_KEY_MS = 250;

/**
 * Asks for one of many things that a server hands out a page at a time; where it lists none, what is typed is asked for by
 * itself. Esc goes back a step.
 * @throws FailureError where a page cannot be had.
 */
export function pickPaged<T>(options: PagedOptions<T>): Promise<StepResult<T>> {
  return ask<vscode.QuickPick<Row<T>>, T>(
    () => createPick(options),
    (pick, { answer, fail }) => {
      const before = options.before.flatMap(({ heading, rows }) => group(heading, rows));
      let abort = new AbortController();
      let timer: NodeJS.Timeout | undefined;
      let loaded: readonly Choice<T>[] = [];
      let refused: Failure | undefined;
      const isAtSource = () => options.searchesAtSource || refused !== undefined;
      const load = async (search: string, cursor?: string) => {
        abort.abort();
        abort = new AbortController();
        const { signal } = abort;
        pick.busy = true;
        const page = await options.load(search, cursor, signal);
        const isForbidden = !page.ok && page.failure.code === 'forbidden';
        const mayBeNamed = search !== '' && (page.ok ? page.value.items.length === 0 : isForbidden);
        const named = mayBeNamed ? await options.byName(search) : undefined;
        if (signal.aborted) {
          return;
        }
        pick.busy = false;
        if (!page.ok && !isForbidden) {
          fail(new FailureError(page.failure, options.team));
          return;
        }
        refused = page.ok ? undefined : page.failure;
        const { items, next } = page.ok ? page.value : NONE;
        const rows = named?.ok ? [named.value] : items;
        loaded = cursor === undefined ? rows : [...loaded, ...rows];
        const below: Row<T>[] = [
          ...(next === undefined ? [] : [{ label: l10n.t('More…'), more: next }]),
          ...(refused ? [setTokenRow(refused)] : []),
        ];
        const shown = isAtSource() ? loaded.map(alwaysShown) : loaded;
        const all = [...before, ...group(options.heading, shown), ...below.map(alwaysShown)];
        pick.items = all.length > 0 ? all : [nothingFound()];
      };
      pick.items = before;
      pick.onDidChangeValue((search) => {
        if (isAtSource()) {
          clearTimeout(timer);
          pick.busy = true;
          timer = setTimeout(() => void load(search.trim()), AFTER_LAST_KEY_MS);
        }
      });
      pick.onDidAccept(() => {
        const [row] = pick.activeItems;
        // A row that was listed for another text is not meant by this one, unless it fits.
        if (!row || (pick.busy && !holding(pick.value.trim())(`${row.label} ${row.description ?? ''}`))) {
          return;
        }
        if (row.refused) {
          fail(new FailureError(row.refused, options.team));
        } else if (row.more !== undefined) {
          void load(options.searchesAtSource ? pick.value.trim() : '', row.more);
        } else if ('choice' in row) {
          answer(row.choice as T);
        }
      });
      pick.onDidHide(() => {
        clearTimeout(timer);
        abort.abort();
      });
      void load('');
    },
  );
}

const NONE = { items: [], next: undefined };

const setTokenRow = (refused: Failure) => ({
  label: remedyLabel('set-token'),
  detail: l10n.t('The access token may not list them. Type the exact name or id, or set another token.'),
  refused,
});

function group<T>(heading: string | undefined, rows: readonly Choice<T>[]): Row<T>[] {
  const separator = { label: heading ?? '', kind: vscode.QuickPickItemKind.Separator };
  const choices = rows.map(({ value, ...row }) => ({ ...row, choice: value }));
  return heading === undefined || rows.length === 0 ? choices : [separator, ...choices];
}
