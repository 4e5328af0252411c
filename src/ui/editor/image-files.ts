import type * as vscode from 'vscode';
import { rootOf } from '../../workspace/files.ts';
import { fileIdOf } from '../../workspace/uris.ts';
import { sourceOfFile } from './image-source.ts';

/** A file and the source that the optimizer gets for it. */
export interface ImageSource {
  readonly file: string;
  readonly value: string;
}

/** The files that are images below `public/` or `static/`, and how many others were among them. */
export function imageSources(uris: readonly vscode.Uri[]): { sources: ImageSource[]; others: number } {
  const sources = uris.flatMap((uri) => {
    const file = fileIdOf(uri);
    const value = sourceOfFile(file, rootOf(file));
    return value === undefined ? [] : [{ file, value }];
  });
  return { sources, others: uris.length - sources.length };
}
