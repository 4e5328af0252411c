import { l10n } from 'vscode';
import type { Skips } from '../../node/scanner.ts';

/** That there are rows which the last scan could not look after. */
export const outOfDateWord = (): string => l10n.t('The last scan failed: the list may be out of date. Refresh it.');

/** What a scan left unread, in one line; empty where it read everything. */
export function skipsWord({ large, unreadable, capped }: Readonly<Skips>): string {
  const parts = [
    large === 1 ? l10n.t('1 file is too large to be read.') : '',
    large > 1 ? l10n.t('{0} files are too large to be read.', large) : '',
    unreadable ? l10n.t('Some folders could not be read.') : '',
    capped ? l10n.t('There are more files than are looked at.') : '',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
