import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { builtPattern, filesForSrc } from '../../core/images.ts';
import { type Place, type TargetEntry, textOf } from '../../core/index/entries.ts';
import type { FileId } from '../../core/model.ts';
import { join } from '../../core/paths.ts';
import { rootOf } from '../../workspace/files.ts';
import { appOf } from '../../workspace/image-apps.ts';
import { type FoundPicture, localPicture, remotePicture } from '../../workspace/pictures.ts';
import { markdown, visible } from '../text.ts';
import { importedSentence, notOptimizedSentence, refusalNote } from '../words/targets.ts';

/** Files of the places of one image that are looked at for the file that it names. */
const MOST_PLACES = 20;
/** As wide as a picture is shown, in pixels. */
const WIDTH = 240;

/**
 * What a row of an image tells when the mouse rests on it: the picture, whether the file is there, and why there may be
 * nothing to purge. `undefined` for a value that names no picture.
 */
export async function imageHover(
  entry: TargetEntry,
  lines: readonly string[],
  signal: AbortSignal,
): Promise<vscode.MarkdownString | undefined> {
  if (entry.kind !== 'image' || entry.value.certainty !== 'exact') {
    return undefined;
  }
  const src = entry.value.text;
  const found = /^https?:\/\//i.test(src)
    ? await remotePicture(src, signal)
    : await localPicture(await filesOf(src, entry.places));
  const parts = [
    ...(found.kind === 'picture' ? [`![](${found.uri.toString()}|width=${WIDTH})`] : []),
    ...lines.map((line) => markdown(line)),
    pictureSentence(found),
    ...whyNotPurged(entry).map((sentence) => markdown(sentence, 500)),
  ];
  return new vscode.MarkdownString(parts.filter(Boolean).join('\n\n'));
}

/** The files that an image can be: an imported one is named itself, any other by the applications that show it. */
async function filesOf(src: string, places: readonly Place[]): Promise<FileId[]> {
  const files = new Set<FileId>();
  const asked = new Set<FileId>();
  for (const { file, staticImport } of places.slice(0, MOST_PLACES)) {
    const root = rootOf(file);
    if (staticImport && root !== undefined) {
      files.add(join(root, src));
      continue;
    }
    const app = await appOf(file);
    if (app && !asked.has(app.folder)) {
      asked.add(app.folder);
      for (const each of filesForSrc(src, app.folder, app.basePath)) {
        files.add(each);
      }
    }
  }
  return [...files];
}

function pictureSentence(found: FoundPicture): string {
  switch (found.kind) {
    case 'picture':
      return found.file === undefined ? '' : l10n.t('File: {0}', markdown(vscode.workspace.asRelativePath(found.file)));
    case 'missing':
      return l10n.t('There is no such file below public or static.');
    case 'too-large':
      return l10n.t('The picture is too large to be shown here.');
    case 'untrusted':
      return l10n.t('The picture is not loaded from its host in a restricted workspace.');
    case 'outside':
      return l10n.t('The file is a link that leads out of the workspace, so the picture is not shown.');
    case 'unknown':
      return l10n.t('The picture could not be loaded.');
  }
}

/** Why there is nothing to purge, or purging rarely helps: one sentence or none. */
export function whyNotPurged(entry: TargetEntry): string[] {
  const { value, places } = entry;
  const [first] = places;
  if (first?.notOptimized && places.every(({ notOptimized }) => notOptimized)) {
    return [notOptimizedSentence(first.notOptimized)];
  }
  return places.every(({ staticImport }) => staticImport)
    ? [importedSentence(visible(builtPattern(textOf(value))))]
    : refusalNote(entry);
}
