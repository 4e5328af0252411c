import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import { basename } from '../core/paths.ts';
import { type ImageSource, imageSourceOf } from '../workspace/image-apps.ts';
import { fileIdOf } from '../workspace/uris.ts';
import { tell } from './tell.ts';
import { leftOutSentences, notOptimizedSentence } from './words/targets.ts';

/** The source images that chosen files are, as far as there is anything to purge; says what is left out, and why. */
export async function purgeableSources(uris: readonly vscode.Uri[]): Promise<readonly ImageSource[]> {
  const found = await Promise.all(uris.map((uri) => imageSourceOf(fileIdOf(uri))));
  const sources = found.filter((source) => source !== undefined);
  const others = uris.length - sources.length;
  const sentences = [
    ...leftOutSentences(
      sources.flatMap(({ file, notOptimized }) =>
        notOptimized ? [[basename(file), notOptimizedSentence(notOptimized)]] : [],
      ),
    ),
    ...(others > 0 ? [l10n.t('Only images below a folder named public or static can be purged.')] : []),
  ];
  if (sentences.length > 0) {
    tell(sentences.join(' '));
  }
  return sources.filter(({ notOptimized }) => !notOptimized);
}
