import * as vscode from 'vscode';
import { mentionsTrigger } from '../../core/discover/prefilter.ts';
import { canBePurged, type TargetEntry, textOf } from '../../core/index/entries.ts';
import type { FileId, TargetKind } from '../../core/model.ts';
import type { ContextKeySetter } from '../../support/context-keys.ts';
import { rootOf } from '../../workspace/files.ts';
import type { Finding } from '../../workspace/finding.ts';
import { fileIdOf } from '../../workspace/uris.ts';

/**
 * What stands under an editor's cursors and selections, or in all of a document, each value once, and what can be purged
 * only: the places there, and what is only written there, as constants are (under a cursor, where it is in no place).
 */
export function entriesAt(
  { index }: Finding,
  document: vscode.TextDocument,
  selections: readonly vscode.Selection[] = [new vscode.Selection(0, 0, document.lineCount, 0)],
): TargetEntry[] {
  const file = fileIdOf(document.uri);
  const origin = rootOf(file) === undefined ? originOf(document) : file;
  const places = index.placesIn(file).filter(({ entry }) => canBePurged(entry));
  const found = selections.flatMap((selection) => {
    const start = document.offsetAt(selection.start);
    const end = document.offsetAt(selection.end);
    const touched = places.filter(({ span }) => span.start <= end && start <= span.end).map(({ entry }) => entry);
    if (selection.isEmpty && touched.length > 0) {
      return meantAmong(touched, document, selection.active);
    }
    return [...touched, ...textsIn(document, selection).flatMap((text) => index.written(text, origin))];
  });
  return [...new Set(found)].filter(canBePurged);
}

/** A text outside of the workspace is that of a file in it, as the old side of a comparison; or it calls an API itself. */
function originOf(document: vscode.TextDocument): FileId | undefined {
  return mentionsTrigger(document.getText()) ? undefined : fileIdOf(document.uri.with({ scheme: 'file' }));
}

/** A header's list stands in one place: the one tag under the cursor is meant. */
function meantAmong(
  touched: readonly TargetEntry[],
  document: vscode.TextDocument,
  cursor: vscode.Position,
): readonly TargetEntry[] {
  const range = document.getWordRangeAtPosition(cursor, /[^"'`,]+/);
  const word = range && document.getText(range).trim();
  const meant = touched.filter(({ value }) => textOf(value) === word);
  return meant.length > 0 ? meant : touched;
}

const QUOTED = /(["'`])((?:\\.|(?!\1)[^\\\n])+)\1/;
/** Of a larger selection, and of a larger file beside its places, the beginning counts. */
const MOST_LOOKED_AT = 50_000;
/** After the first of many changes that a scan tells of, and after the last key that is pressed. */
const LOOK_AFTER_MS = 200;

/** What stands between quotes in a selection, also where it begins or ends inside of them. */
function textsIn(document: vscode.TextDocument, { start, end }: vscode.Selection): string[] {
  const first = document.getWordRangeAtPosition(start, QUOTED)?.start ?? start;
  const last = document.getWordRangeAtPosition(end, QUOTED)?.end ?? end;
  const most = document.positionAt(document.offsetAt(first) + MOST_LOOKED_AT);
  const text = document.getText(new vscode.Range(first, last.isBefore(most) ? last : most));
  return [...text.matchAll(new RegExp(QUOTED, 'g'))].map(([, , inside = '']) => inside);
}

/**
 * Keeps the context keys right that put our commands into the editor's menu. They tell of the files that are showing and
 * not of the cursor: a right click moves the cursor and opens the menu at once, before anybody has heard of the former.
 */
export function followEditors(finding: Finding, keys: ContextKeySetter): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    clearTimeout(timer);
    timer = undefined;
    const files: Record<TargetKind, string[]> = { tag: [], image: [] };
    for (const { document } of vscode.window.visibleTextEditors) {
      for (const kind of new Set(entriesAt(finding, document).map((entry) => entry.kind))) {
        // In a remote window VS Code has a URI of its own; of its path it takes the one or the other.
        files[kind].push(document.uri.path, document.uri.fsPath);
      }
    }
    keys.set('vercelCache.tagFiles', files.tag);
    keys.set('vercelCache.imageFiles', files.image);
  };
  look();
  return vscode.Disposable.from(
    vscode.window.onDidChangeVisibleTextEditors(look),
    finding.onDidChange(() => {
      timer ??= setTimeout(look, LOOK_AFTER_MS);
    }),
    // What is only written in a text is no find of it. Logs are texts too, and nobody purges from them.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (document.uri.scheme !== 'output') {
        clearTimeout(timer);
        timer = setTimeout(look, LOOK_AFTER_MS);
      }
    }),
    { dispose: () => clearTimeout(timer) },
  );
}
