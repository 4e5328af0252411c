import { l10n } from 'vscode';
import type { Credential } from '../../account/account.ts';
import { visible } from '../text.ts';

/** `demo`, `demo (only Acme)`, `demo (VERCEL_TOKEN)`. */
export function credentialLabel({ kind, owner, team }: Credential): string {
  const name = owner ? visible(owner.username, 80) : l10n.t('access token');
  switch (kind) {
    case 'default':
      return name;
    case 'team':
      return l10n.t('{0} (only {1})', name, visible(team?.name ?? '', 80));
    case 'environment':
      return l10n.t('{0} (VERCEL_TOKEN)', name);
  }
}
