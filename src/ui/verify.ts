import * as vscode from 'vscode';
import { l10n } from 'vscode';
import * as z from 'zod/mini';
import type { ProjectRef } from '../core/model.ts';
import { systemClock } from '../core/purge/clock.ts';
import type { StoredPurge } from '../core/purge/history.ts';
import {
  type AddressProblem,
  type Look,
  readAddress,
  type Verdict,
  type Verified,
  verify,
} from '../core/purge/verify.ts';
import { byName } from '../core/schemas.ts';
import { isString } from '../core/text-parts.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import { productionDomains } from '../core/vercel/domains.ts';
import { Kept } from '../workspace/kept.ts';
import { projectKey } from '../workspace/projects.ts';
import { askText } from './pick/input.ts';
import { offer, tell } from './tell.ts';
import { visible } from './text.ts';
import { waitFor } from './waiting.ts';
import { failureSentence, remedyLabel } from './words/failures.ts';
import { projectName, projectOf } from './words/projects.ts';

const Addresses = byName(z.string());

/** An address can be proposed only so soon; typing one is always possible. */
const LONGEST_PROPOSAL_MS = 4000;

export interface VerifyAddressPorts {
  readonly memory: vscode.Memento;
  readonly client: Pick<VercelClient, 'project'>;
}

/**
 * Asks for an address that shows what was purged, fetches it twice and says what the cache did. The address is remembered
 * for the project; before there is one, the project's production domain is proposed. What failed, or showed that the purge
 * did not reach it, can be tried again. No token is ever sent there.
 */
export async function verifyAddress(
  ports: VerifyAddressPorts,
  purge: Pick<StoredPurge, 'at' | 'project' | 'projectName' | 'teamName'> | undefined,
): Promise<void> {
  if (!purge) {
    tell(l10n.t('Nothing was purged yet.'));
    return;
  }
  const { memory, client } = ports;
  const key = projectKey(purge.project);
  /** The address that was looked at last, by the project. */
  const addresses = new Kept(memory, 'vercelCache.verifiedAddresses', Addresses, {});
  const asked = await askText<URL>({
    title: l10n.t('Verify a Purge of {0}', projectName(projectOf(purge))),
    prompt: l10n.t('The address of a page that shows it. It is fetched twice, without your token.'),
    placeholder: 'https://example.com/products',
    value: addresses.value[key] ?? (await waitFor(() => productionAddress(client, purge.project))),
    read: (text) => {
      const address = readAddress(text);
      return isString(address) ? { problem: problemSentence(address) } : { value: address };
    },
  });
  if (isString(asked)) {
    return;
  }
  const address = asked.answer;
  await addresses.set({ ...addresses.value, [key]: address.href });
  const result = await waitFor(
    (signal) =>
      verify(address, purge.at, { fetch: (input, init) => globalThis.fetch(input, init), clock: systemClock, signal }),
    l10n.t('Fetching {0}…', visible(address.host, 60)),
  );
  const sentence = 'code' in result ? failureSentence(result, visible(address.host, 60)) : sentences(address, result);
  if ('verdict' in result && result.verdict !== 'old') {
    tell(sentence);
  } else if (await offer(sentence, remedyLabel('try-again'), vscode.window.showWarningMessage)) {
    await verifyAddress(ports, purge);
  }
}

/** Empty where Vercel does not say it soon. */
async function productionAddress(client: VerifyAddressPorts['client'], project: ProjectRef): Promise<string> {
  const found = await client.project(project, { signal: AbortSignal.timeout(LONGEST_PROPOSAL_MS) });
  const [domain] = found.ok ? productionDomains(found.value) : [];
  const address = domain === undefined ? undefined : readAddress(domain);
  return address instanceof URL ? address.href : '';
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
  const words: Readonly<Record<Verdict, string>> = {
    refreshed: l10n.t('Stale was served, now it is fresh.'),
    'made-new': l10n.t('It was made anew.'),
    fresh: l10n.t('It is fresh: made after the last purge.'),
    old: l10n.t('It is still the old one: the purge did not reach it.'),
    'not-cached': l10n.t('Vercel’s cache does not keep this address.'),
    'not-vercel': l10n.t('The answer does not come from Vercel’s cache.'),
  };
  return words[verdict];
}

function problemSentence(problem: AddressProblem): string {
  const words: Readonly<Record<AddressProblem, string>> = {
    'not-an-address': l10n.t('That is no address.'),
    'not-https': l10n.t('Only https addresses are fetched.'),
    'holds-credentials': l10n.t('The address holds a password. Leave it out.'),
  };
  return words[problem];
}
