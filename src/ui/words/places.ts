import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Place } from '../../core/index/entries.ts';
import type { FileId } from '../../core/model.ts';
import { basename } from '../../core/paths.ts';
import { readText } from '../../workspace/files.ts';
import { uriOf } from '../../workspace/uris.ts';
import { visible } from '../text.ts';

export interface PlaceWords {
  /** `data.ts:8`; without the line where the file can no longer be read. */
  readonly where: string;
  /** Empty for the workspace folder itself. */
  readonly folder: string;
  /** `cacheTag through cached` */
  readonly how: string;
}

/** How a place is told of; the line is counted in the text as the user has it. */
export async function placeWords(place: Place): Promise<PlaceWords> {
  const { file, span, api, via } = place;
  const text = await readText(file);
  const name = visible(basename(file));
  return {
    where: text === null ? name : `${name}:${text.slice(0, span.start).split('\n').length}`,
    folder: folderWords(file),
    how: via === undefined ? api : l10n.t('{0} through {1}', api, visible(via, 60)),
  };
}

/** The folder of a file, from its workspace folder on, which stands before it where there are several. */
export function folderWords(file: FileId): string {
  const path = vscode.workspace.asRelativePath(uriOf(file));
  return visible(path.slice(0, Math.max(0, path.lastIndexOf('/'))), 80);
}
