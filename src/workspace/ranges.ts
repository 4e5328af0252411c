import * as vscode from 'vscode';
import type { FileId, Span } from '../core/model.ts';
import { uriOf } from './uris.ts';

/** Where a span stands in an open document. */
export function rangeOf(document: vscode.TextDocument, span: Span): vscode.Range {
  return new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
}

/** Opens the place in source with the span selected. */
export async function openPlace(
  place: { readonly file: FileId; readonly span: Span },
  options: { readonly preview: boolean; readonly preserveFocus?: boolean },
): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(uriOf(place.file));
  return vscode.window.showTextDocument(document, {
    ...options,
    selection: rangeOf(document, place.span),
  });
}
