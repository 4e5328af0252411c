import { l10n } from 'vscode';
import { refusalOf, type TargetEntry, textOf } from '../../core/index/entries.ts';
import type { Unpaired } from '../../core/index/pairing.ts';
import type { NotOptimized, Role, Target, UnknownReason } from '../../core/model.ts';
import type { Outcome } from '../../core/purge/run.ts';
import type { Refusal } from '../../core/vercel/target-check.ts';
import { visible } from '../text.ts';
import { grouped } from './locale.ts';

export function unpairedWord(unpaired: Unpaired): string {
  return unpaired === 'never-set' ? l10n.t('never set in code') : l10n.t('never purged in code');
}

export function usesWord(count: number): string {
  return count === 1 ? l10n.t('1 use') : l10n.t('{0} uses', grouped(count));
}

export function unknownWord(reason: UnknownReason): string {
  const words: Readonly<Record<UnknownReason, string>> = {
    request: l10n.t('comes with a request'),
    parameter: l10n.t('handed in by other code'),
    outside: l10n.t('defined outside of the workspace'),
    runtime: l10n.t('known when the code runs'),
    environment: l10n.t('from the environment'),
    'too-complex': l10n.t('too complex to follow'),
  };
  return words[reason];
}

export function roleWord(role: Role): string {
  const words: Readonly<Record<Role, string>> = {
    assign: l10n.t('Set'),
    invalidate: l10n.t('Purged in code'),
    image: l10n.t('Shown'),
  };
  return words[role];
}

export function notOptimizedWord(reason: NotOptimized): string {
  const words: Readonly<Record<NotOptimized, string>> = {
    svg: l10n.t('not optimized: SVG'),
    unoptimized: l10n.t('not optimized'),
    loader: l10n.t('not optimized: a loader of its own'),
    inline: l10n.t('not optimized: inline'),
  };
  return words[reason];
}

/** A static import: only a build knows its address. */
export function importedWord(): string {
  return l10n.t('known after a build');
}

/** Why there is nothing to purge, in a sentence. */
export function notOptimizedSentence(reason: NotOptimized): string {
  const words: Readonly<Record<NotOptimized, string>> = {
    svg: l10n.t('An SVG is not optimized (unless the configuration allows it), so no cache of the optimizer holds it.'),
    unoptimized: l10n.t('The code or the configuration says unoptimized, so no cache of the optimizer holds it.'),
    loader: l10n.t('A loader of its own makes the address, so the optimizer of Vercel never sees it.'),
    inline: l10n.t('It stands inside the page itself, so no cache holds it.'),
  };
  return words[reason];
}

/** Why purging an imported image rarely helps. `pattern` is its address after a build. */
export function importedSentence(pattern: string): string {
  return l10n.t(
    'Imported by the code: a build makes its address, {0}, from its content. A changed picture gets another one, so purging rarely helps.',
    pattern,
  );
}

const MOST_LEFT_OUT = 3;

/** Names with the reason why each is left out. */
export function leftOutSentences(left: readonly (readonly [name: string, why: string])[]): string[] {
  return left.slice(0, MOST_LEFT_OUT).map(([name, why]) => `${visible(name, 60)}: ${why}`);
}

export function refusalSentence(target: Target, refusal: Refusal): string {
  const name = visible(target.value, 60);
  switch (refusal) {
    case 'empty':
      return l10n.t('An empty text cannot be purged.');
    case 'wildcard':
      return l10n.t('“*” would mean everything, so it is never sent.');
    case 'comma':
      return l10n.t('“{0}” holds a comma, which Vercel takes for the end of a tag.', name);
    case 'too-long':
      return target.kind === 'tag'
        ? l10n.t('“{0}” is longer than the 256 bytes that a tag may have.', name)
        : l10n.t('“{0}” is longer than 8192 bytes.', name);
    case 'control-character':
      return l10n.t('“{0}” holds a control character.', name);
    case 'not-purgeable':
      return l10n.t('“{0}” stands inside the page itself, so no cache holds it.', name);
  }
}

/** Why a tag of the code is never sent: one sentence or none. */
export function refusalNote(entry: TargetEntry): string[] {
  const refusal = refusalOf(entry);
  return refusal ? [refusalSentence({ kind: entry.kind, value: textOf(entry.value) }, refusal)] : [];
}

export function outcomeWord(outcome: Outcome): string {
  const words: Readonly<Record<Outcome, string>> = {
    accepted: l10n.t('accepted'),
    refused: l10n.t('refused'),
    unknown: l10n.t('unknown'),
    'not-sent': l10n.t('not sent'),
  };
  return words[outcome];
}

/** `products`, or `3 cache tags`, or `2 cache tags and 1 source image`. */
export function targetsPhrase(targets: readonly Target[]): string {
  const [only] = targets;
  if (targets.length === 1 && only) {
    return `“${visible(only.value, 60)}”`;
  }
  const tags = targets.filter((target) => target.kind === 'tag').length;
  const images = targets.length - tags;
  const tagWords = tags === 1 ? l10n.t('1 cache tag') : l10n.t('{0} cache tags', grouped(tags));
  const imageWords = images === 1 ? l10n.t('1 source image') : l10n.t('{0} source images', grouped(images));
  return tags === 0 ? imageWords : images === 0 ? tagWords : l10n.t('{0} and {1}', tagWords, imageWords);
}
