import * as vscode from 'vscode';
import type { FileId } from '../core/model.ts';
import { statOf, staysInside } from './files.ts';
import { uriOf } from './uris.ts';

/** A picture that may be shown, or why not. */
export type FoundPicture =
  | { readonly kind: 'picture'; readonly uri: vscode.Uri; readonly file?: vscode.Uri }
  | { readonly kind: 'missing' | 'too-large' | 'untrusted' | 'outside' | 'unknown' };

const LARGEST_PICTURE_BYTES = 2_000_000;
const LONGEST_ANSWER_MS = 2_000;

/** The first of these files that is there. None is shown that a link leads to out of the workspace. */
export async function localPicture(files: readonly FileId[]): Promise<FoundPicture> {
  for (const file of files) {
    const stat = await statOf(file);
    if (stat) {
      return shownOf(stat, uriOf(file));
    }
  }
  return { kind: 'missing' };
}

function shownOf({ type, size }: vscode.FileStat, file: vscode.Uri): FoundPicture {
  if ((type & vscode.FileType.File) === 0) {
    return { kind: 'missing' };
  }
  if (!staysInside(file)) {
    return { kind: 'outside' };
  }
  return size > LARGEST_PICTURE_BYTES ? { kind: 'too-large' } : { kind: 'picture', uri: file, file };
}

/**
 * A picture of another host: only over https, only in a trusted workspace (a repository could name any host, to learn
 * who opens it), and only when the host says that it is a picture and small enough.
 */
export async function remotePicture(address: string, signal: AbortSignal): Promise<FoundPicture> {
  if (!vscode.workspace.isTrusted) {
    return { kind: 'untrusted' };
  }
  if (!/^https:\/\//i.test(address)) {
    return { kind: 'unknown' };
  }
  try {
    const answer = await fetch(address, {
      method: 'HEAD',
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_ANSWER_MS)]),
    });
    const length = answer.headers.get('content-length');
    if (!answer.ok || !answer.headers.get('content-type')?.startsWith('image/') || length === null) {
      return { kind: 'unknown' };
    }
    return Number(length) > LARGEST_PICTURE_BYTES
      ? { kind: 'too-large' }
      : { kind: 'picture', uri: vscode.Uri.parse(address, true) };
  } catch {
    return { kind: 'unknown' };
  }
}
