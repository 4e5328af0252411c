import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { systemClock } from '../core/purge/clock.ts';
import {
  type AddressProblem,
  type Look,
  readAddress,
  type Verdict,
  type Verified,
  verify,
} from '../core/purge/verify.ts';
import { askText } from './pick/input.ts';
import { visible } from './text.ts';

const LAST = 'vercelCache.verifiedAddress';

/**
 * Asks for an address, fetches it twice and says what the cache did. `purgedAt` is when the last purge of this machine
 * began, in milliseconds since the epoch, if there was one. The address is remembered; no token is ever sent there.
 */
export async function verifyAddress(memory: vscode.Memento, purgedAt: number | undefined): Promise<void> {
  if (purgedAt === undefined) {
    void vscode.window.showInformationMessage(l10n.t('Nothing was purged yet.'));
    return;
  }
  const last = memory.get<unknown>(LAST);
  const asked = await askText<URL>({
    title: l10n.t('Verify a Purge'),
    prompt: l10n.t('The address of a page that shows it. It is fetched twice, without your token.'),
    placeholder: 'https://example.com/products',
    value: typeof last === 'string' ? last : '',
    read: (text) => {
      const address = readAddress(text);
      return typeof address === 'string' ? { problem: problemSentence(address) } : { value: address };
    },
  });
  if (typeof asked === 'string') {
    return;
  }
  const address = asked.answer;
  await memory.update(LAST, address.href);
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: l10n.t('Fetching {0}…', visible(address.host, 60)) },
    () => verify(address, purgedAt, { fetch: (input, init) => globalThis.fetch(input, init), clock: systemClock }),
  );
  if ('code' in result) {
    void vscode.window.showWarningMessage(
      l10n.t('{0} could not be fetched ({1}).', visible(address.host, 60), result.code),
    );
    return;
  }
  void vscode.window.showInformationMessage(sentences(address, result));
}

function sentences(address: URL, { looks: [first, second], verdict }: Verified): string {
  const elsewhere = [...first.redirects, ...second.redirects].find((each) => new URL(each).host !== address.host);
  return [
    verdictSentence(verdict),
    l10n.t('First {0}, then {1}.', lookWords(first), lookWords(second)),
    ...(elsewhere === undefined
      ? []
      : [l10n.t('It redirects to {0}, which was not followed.', visible(elsewhere, 100))]),
  ].join(' ');
}

function lookWords({ status, cache, age }: Look): string {
  const state = cache === undefined ? l10n.t('status {0}', status) : visible(cache, 20);
  return age === undefined ? state : l10n.t('{0}, {1} s old', state, age);
}

function verdictSentence(verdict: Verdict): string {
  switch (verdict) {
    case 'refreshed':
      return l10n.t('Stale was served, now it is fresh.');
    case 'made-new':
      return l10n.t('It was made anew.');
    case 'fresh':
      return l10n.t('It is fresh: made after the last purge.');
    case 'old':
      return l10n.t('It is still the old one: the purge did not reach it.');
    case 'not-cached':
      return l10n.t('Vercel’s cache does not keep this address.');
    case 'not-vercel':
      return l10n.t('The answer does not come from Vercel’s cache.');
  }
}

function problemSentence(problem: AddressProblem): string {
  switch (problem) {
    case 'not-an-address':
      return l10n.t('That is no address.');
    case 'not-https':
      return l10n.t('Only https addresses are fetched.');
    case 'holds-credentials':
      return l10n.t('The address holds a password. Leave it out.');
  }
}
