import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { NamedTeam } from '../../account/account.ts';
import type { Page } from '../../core/vercel/client.ts';
import type { Result } from '../../core/vercel/result.ts';
import { FailureError } from '../failure-error.ts';
import type { StepResult } from '../steps.ts';
import { ask } from './question.ts';
import { type Choice, createPick, nothingFound } from './quick-pick.ts';

export interface PagedOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Rows that stand before those that are loaded, in groups with a heading or none. */
  readonly before: readonly { readonly heading?: string; readonly rows: readonly Choice<T>[] }[];
  /** The heading of the rows that are loaded. */
  readonly heading?: string;
  /** One page of rows for what is typed. */
  readonly load: (search: string, cursor: string | undefined, signal: AbortSignal) => Promise<Result<Page<Choice<T>>>>;
  /** The team that is asked, where it is one. */
  readonly team?: NamedTeam;
  /** Whether `load` heeds what is typed; otherwise VS Code searches what is loaded. */
  readonly searchesAtSource: boolean;
}

type Row<T> = vscode.QuickPickItem & { readonly choice?: T; readonly more?: string };

const AFTER_LAST_KEY_MS = 250;

/**
 * Asks for one of many things that a server hands out a page at a time. Esc goes back a step.
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
      const load = async (search: string, cursor?: string) => {
        abort.abort();
        abort = new AbortController();
        const { signal } = abort;
        pick.busy = true;
        const page = await options.load(search, cursor, signal);
        if (signal.aborted) {
          return;
        }
        pick.busy = false;
        if (!page.ok) {
          fail(new FailureError(page.failure, options.team));
          return;
        }
        const { items, next } = page.value;
        loaded = cursor === undefined ? items : [...loaded, ...items];
        const rows = loaded.map((row) => (options.searchesAtSource ? { ...row, alwaysShow: true } : row));
        const more: Row<T>[] = next === undefined ? [] : [{ label: l10n.t('More…'), alwaysShow: true, more: next }];
        const all = [...before, ...group(options.heading, rows), ...more];
        pick.items = all.length > 0 ? all : [nothingFound()];
      };
      pick.items = before;
      pick.onDidChangeValue((search) => {
        if (options.searchesAtSource) {
          clearTimeout(timer);
          timer = setTimeout(() => void load(search.trim()), AFTER_LAST_KEY_MS);
        }
      });
      pick.onDidAccept(() => {
        const [row] = pick.activeItems;
        if (row?.more !== undefined) {
          void load(options.searchesAtSource ? pick.value.trim() : '', row.more);
        } else if (row && 'choice' in row) {
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

function group<T>(heading: string | undefined, rows: readonly Choice<T>[]): Row<T>[] {
  const separator = { label: heading ?? '', kind: vscode.QuickPickItemKind.Separator };
  const choices = rows.map(({ value, ...row }) => ({ ...row, choice: value }));
  return heading === undefined || rows.length === 0 ? choices : [separator, ...choices];
}
