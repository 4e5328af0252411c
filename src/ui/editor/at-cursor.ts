import * as vscode from 'vscode';
import { canBePurged, type Place } from '../../core/index/entries.ts';
import type { TargetKind } from '../../core/model.ts';
import type { ContextKeySetter } from '../../support/context-keys.ts';
import { Lifetimes } from '../../support/lifetimes.ts';
import type { Finding } from '../../workspace/finding.ts';
import { fileIdOf } from '../../workspace/uris.ts';

/** The places under an editor's cursors and selections, each value once; those that can be purged only. */
export function placesAtCursor(finding: Finding, editor: vscode.TextEditor, kind?: TargetKind): Place[] {
  const { document, selections } = editor;
  const places = finding.index.placesIn(fileIdOf(document.uri));
  if (places.length === 0) {
    return [];
  }
  const spans = selections.map((selection) => [document.offsetAt(selection.start), document.offsetAt(selection.end)]);
  const touched = places.filter(
    (place) =>
      canBePurged(place.entry) &&
      (kind === undefined || place.entry.kind === kind) &&
      spans.some(([start = 0, end = 0]) => place.span.start <= end && start <= place.span.end),
  );
  return [...new Map(touched.map((place) => [place.entry.id, place])).values()];
}

/** Keeps the context key right that puts our commands into the editor's menu: a look into one array for each move. */
export function followCursor(finding: Finding, keys: ContextKeySetter): vscode.Disposable {
  const lifetimes = new Lifetimes();
  const look = (editor: vscode.TextEditor | undefined) => {
    const kind = editor && placesAtCursor(finding, editor)[0]?.entry.kind;
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
