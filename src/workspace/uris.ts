import * as vscode from 'vscode';
import type { FileId } from '../core/model.ts';

/** A file on this machine is named by its path with forward slashes, any other by its address, percent signs decoded. No slash ends it. */
export function fileIdOf(uri: vscode.Uri): FileId {
  return uri.scheme === 'file'
    ? uri.fsPath.replaceAll('\\', '/')
    : `${uri.scheme}://${uri.authority}${uri.path.replace(/\/$/, '')}`;
}

export function uriOf(file: FileId): vscode.Uri {
  const match = /^([a-z][a-z0-9+.-]+):\/\/([^/]*)(\/.*)?$/is.exec(file);
  return match
    ? vscode.Uri.from({ scheme: match[1] ?? '', authority: match[2] ?? '', path: match[3] ?? '/' })
    : vscode.Uri.file(file);
}
