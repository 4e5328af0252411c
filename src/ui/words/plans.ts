import { l10n } from 'vscode';
import { type PlanWarning, type PurgePlan, sentBy } from '../../core/purge/plan.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { visible } from '../text.ts';
import { environmentLines } from './environments.ts';
import { projectLines } from './projects.ts';
import { refusalSentence } from './targets.ts';

const MOST_LISTED = 12;

/** `1 call`, or `7 calls, at least 1 minute: Vercel takes five a minute`. */
export function callsPhrase({ calls, leastMs }: PurgePlan): string {
  const count = calls.length === 1 ? l10n.t('1 call') : l10n.t('{0} calls', calls.length);
  if (leastMs === 0) {
    return count;
  }
  const minutes = Math.floor(leastMs / 60_000);
  switch (minutes) {
    case 0:
      return l10n.t('{0}, at least {1} s: Vercel takes five a minute', count, Math.ceil(leastMs / 1000));
    case 1:
      return l10n.t('{0}, at least 1 minute: Vercel takes five a minute', count);
    default:
      return l10n.t('{0}, at least {1} minutes: Vercel takes five a minute', count, minutes);
  }
}

/** What does not go as it was written: targets in another form, and those that are refused, with the reason. */
export function exceptionSentences(plan: PurgePlan, most = MOST_LISTED): string[] {
  const rewritten = wires(plan).flatMap(([value, wire]) => (wire === value ? [] : [sentAs(value, wire)]));
  return listed([...rewritten, ...refusalSentences(plan)], most);
}

/** Why targets are not sent. */
export const refusalSentences = ({ refused }: PurgePlan): string[] =>
  refused.map(({ target, refusal }) => refusalSentence(target, refusal));

/** Everything that is about to happen, in lines. */
export function describePlan(plan: PurgePlan, project: KnownProject): string {
  const targets = wires(plan).map(([value, wire]) => (wire === value ? visible(value, 100) : sentAs(value, wire)));
  return [
    ...listed(targets).map((line) => `• ${line}`),
    '',
    ...projectLines(project),
    ...environmentLines(sentBy(plan), plan.request.environment),
    ...deadlineWords(plan),
    l10n.t('To send: {0}', callsPhrase(plan)),
    '',
    ...plan.warnings.map(warningSentence),
    ...listed(refusalSentences(plan)),
  ]
    .join('\n')
    .trim();
}

/** The grace of a delete, where it has one. */
export function deadlineWords({ request: { revalidationDeadlineSeconds: deadline } }: PurgePlan): string[] {
  return deadline ? [l10n.t('Revalidation deadline: {0} s', deadline)] : [];
}

/** The first of many lines, and how many more there are. */
export function listed(lines: readonly string[], most = MOST_LISTED): string[] {
  const more = lines.length - most;
  return more > 0 ? [...lines.slice(0, most), l10n.t('and {0} more', more)] : [...lines];
}

/** Each target as it was written, with the form in which it is sent. */
function wires({ calls }: PurgePlan): [string, string][] {
  return calls.flatMap(({ targets, values }) =>
    targets.map(({ value }, at): [string, string] => [value, values[at] ?? value]),
  );
}

const sentAs = (value: string, wire: string): string =>
  l10n.t('{0}, sent as {1}', visible(value, 100), visible(wire, 200));

export function warningSentence(warning: PlanWarning): string {
  const words: Readonly<Record<PlanWarning, string>> = {
    stampede: l10n.t('The next visitors wait for the origin, all at once where many come (a stampede).'),
    'every-environment': l10n.t('Every environment is meant, production too.'),
    'unknown-next-version': l10n.t(
      'The installed version of Next is unknown: tags outside of ASCII are sent as they are written.',
    ),
    'images-ignore-environment': l10n.t('Source images have no environment: the whole project is meant.'),
  };
  return words[warning];
}
