import { l10n } from 'vscode';
import type { Place } from '../../core/index/entries.ts';
import { basename, dirname, isInside, relative } from '../../core/paths.ts';
import { readText, workspaceRoots } from '../../workspace/files.ts';
import { visible } from '../text.ts';

export interface PlaceWords {
  /** `data.ts:8`; without the line where the file can no longer be read. */
  readonly where: string;
  /** From its workspace folder; empty for that folder itself. */
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
    folder: visible(fromRoot(dirname(file))),
    how: via === undefined ? api : l10n.t('{0} through {1}', api, visible(via, 60)),
  };
}

function fromRoot(folder: string): string {
  const root = workspaceRoots().find((each) => isInside(folder, each));
  return root === undefined ? '' : relative(root, folder);
}
