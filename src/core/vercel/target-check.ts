import type { Target } from '../model.ts';

/** Why a target cannot be purged. The ui makes the words. */
export type Refusal = 'empty' | 'wildcard' | 'comma' | 'too-long' | 'control-character' | 'not-purgeable';

const MOST_TAG_BYTES = 256;
const MOST_IMAGE_BYTES = 8192;
/** Runs of characters that Next ≥ 16.4 percent-encodes in a tag: all but tab and 0x20–0x7e. */
const ESCAPED_BY_NEXT = /[^\t\x20-\x7e]+/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this looks for
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** A target as it will be sent: trimmed, the source itself of an address of the optimizer, as the project's Next writes it. */
export interface CheckedTarget {
  readonly target: Target;
  /** What goes over the wire: another text for tags outside ASCII with Next ≥ 16.4. */
  readonly wire: string;
}

/**
 * Checks one target against the API's limits. A tag may hold 256 bytes of UTF-8 in its escaped form and no comma; `*`
 * would mean everything; a source image may hold 8192 bytes (the schema says characters: the stricter is kept).
 */
export function checkTarget(target: Target, escapesTags: boolean): CheckedTarget | Refusal {
  const value = target.value.trim();
  if (value === '') {
    return 'empty';
  }
  const source = sourceIn(value) ?? value;
  if (CONTROL.test(target.kind === 'tag' ? value : source)) {
    return 'control-character';
  }
  return target.kind === 'tag' ? checkTag(value, escapesTags) : checkImage(source);
}

function checkTag(value: string, escapesTags: boolean): CheckedTarget | Refusal {
  if (value === '*') {
    return 'wildcard';
  }
  if (value.includes(',')) {
    return 'comma';
  }
  const escaped = escapeTag(value);
  if (byteLength(escaped) > MOST_TAG_BYTES) {
    return 'too-long';
  }
  return { target: { kind: 'tag', value }, wire: escapesTags ? escaped : value };
}

function checkImage(value: string): CheckedTarget | Refusal {
  if (/^(?:data|blob):/i.test(value)) {
    return 'not-purgeable';
  }
  if (value === '*') {
    return 'wildcard';
  }
  return byteLength(value) > MOST_IMAGE_BYTES ? 'too-long' : { target: { kind: 'image', value }, wire: value };
}

/** The source in an address of the optimizer, as a browser shows it. */
function sourceIn(address: string): string | undefined {
  const [, query] = address.split(/\/_(?:next|vercel)\/image\/?\?/);
  return new URLSearchParams(query).get('url') || undefined;
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** A tag as Next ≥ 16.4 writes it: `café` → `caf%C3%A9`; ASCII stays as it is. */
function escapeTag(tag: string): string {
  return tag.replace(ESCAPED_BY_NEXT, (run) => encodeURIComponent(run.toWellFormed()));
}

/** Whether this version of Next escapes tags: true from 16.4 on, canaries included. `undefined` where it is unknown. */
export function nextEscapesTags(version: string | undefined): boolean | undefined {
  const match = /(\d{1,6})\.(\d{1,6})/.exec(version ?? '');
  if (!match) {
    return undefined;
  }
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 16 || (major === 16 && minor >= 4);
}
