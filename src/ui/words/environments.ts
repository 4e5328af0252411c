import { l10n } from 'vscode';
import type { Environment, PurgeMode, Target } from '../../core/model.ts';

export function environmentWord(environment: Environment | undefined): string {
  switch (environment) {
    case 'production':
      return l10n.t('Production');
    case 'preview':
      return l10n.t('Preview');
    case undefined:
      return l10n.t('All environments');
  }
}

/** The environment of a purge, where it has tags: images have none. */
export const environmentOf = (targets: readonly Target[], environment: Environment | undefined): string[] =>
  targets.some(({ kind }) => kind === 'tag') ? [environmentWord(environment)] : [];

export const environmentLines = (targets: readonly Target[], environment: Environment | undefined): string[] =>
  environmentOf(targets, environment).map((word) => l10n.t('Environment: {0}', word));

export function modeWord(mode: PurgeMode): string {
  return mode === 'invalidate' ? l10n.t('Invalidate') : l10n.t('Dangerously delete');
}
