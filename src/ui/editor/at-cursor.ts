import * as vscode from 'vscode';
import { canBePurged, type TargetEntry, textOf } from '../../core/index/entries.ts';
import type { TargetKind } from '../../core/model.ts';
import type { ContextKeySetter } from '../../support/context-keys.ts';
import { Lifetimes } from '../../support/lifetimes.ts';
import type { Finding } from '../../workspace/finding.ts';
import { fileIdOf } from '../../workspace/uris.ts';

/**
 * What stands under an editor's cursors and selections, each value once, and what can be purged only. A text that is no
 * place counts where it is written as a tag or image of the workspace is: constants are declared so.
 */
export function entriesAtCursor(finding: Finding, editor: vscode.TextEditor, kind?: TargetKind): TargetEntry[] {
  const { document, selections } = editor;
  const { index } = finding;
  const isWanted = (entry: TargetEntry) => canBePurged(entry) && (kind === undefined || entry.kind === kind);
  const spans = selections.map((selection) => [document.offsetAt(selection.start), document.offsetAt(selection.end)]);
  const touched = index
    .placesIn(fileIdOf(document.uri))
    .filter(({ span }) => spans.some(([start = 0, end = 0]) => span.start <= end && start <= span.end))
    .map(({ entry }) => entry)
    .filter(isWanted);
  const under = (pattern: RegExp) => selections.map(({ active }) => textAt(document, active, pattern)).filter(Boolean);
  if (touched.length > 0) {
    // A header's list stands in one place: without a selection the one tag under the cursor is meant.
    const words = selections.every(({ isEmpty }) => isEmpty) ? under(/[^"'`,]+/) : [];
    const meant = touched.filter(({ value }) => words.includes(textOf(value)));
    return [...new Set(meant.length > 0 ? meant : touched)];
  }
  const texts = under(QUOTED).map((text) => text.slice(1, -1));
  return texts.length === 0
    ? []
    : [...index.entries()].filter((entry) => isWanted(entry) && texts.includes(textOf(entry.value)));
}

const QUOTED = /(["'`])(?:\\.|(?!\1)[^\\])+\1/;

/** What a pattern finds around a position; empty where it finds nothing there. */
function textAt(document: vscode.TextDocument, position: vscode.Position, pattern: RegExp): string {
  const range = document.getWordRangeAtPosition(position, pattern);
  return range ? document.getText(range).trim() : '';
}

/** Keeps the context key right that puts our commands into the editor's menu. */
export function followCursor(finding: Finding, keys: ContextKeySetter): vscode.Disposable {
  const lifetimes = new Lifetimes();
  const look = (editor: vscode.TextEditor | undefined) => {
    const kind = editor && entriesAtCursor(finding, editor)[0]?.kind;
    keys.set('vercelCache.cursorOn', kind ?? 'nothing');
  };
  lifetimes.add(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) {
        look(textEditor);
      }
    }),
  );
  lifetimes.add(vscode.window.onDidChangeActiveTextEditor(look));
  lifetimes.add(finding.onDidChange(() => look(vscode.window.activeTextEditor)));
  look(vscode.window.activeTextEditor);
  return lifetimes;
}
