/** Texts as they look while somebody types: one small damage each, the same for the same seed. */

/** Numbers that look random, between 0 and 1. */
export type Random = () => number;

/** Mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** `removed` characters at the offset give way to `inserted`. */
export interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

export function applyEdit(text: string, { at, removed, inserted }: Edit): string {
  return text.slice(0, at) + inserted + text.slice(at + removed);
}

const INSERTED = ['(', ')', '[', ']', '{', '}', '<', '>', '/', '"', "'", '`', '${', '=', '.', ',', ';', ':', 'x', ' '];
const PIECE = /[\w$]+|\s+|[^\w\s]/y;
const DELIMITERS = /["'`()[\]{}]/g;
const TAG_ENDS = /<\/?[A-Za-z][\w.]*|\/?>/g;

type Mutation = (text: string, random: Random) => Edit | undefined;

/** The kinds of damage: each is as likely as the others. */
const MUTATIONS: readonly Mutation[] = [
  (text, random) => ({ at: placeIn(text, random), removed: 1, inserted: '' }),
  (text, random) => ({ at: placeIn(text, random), removed: 0, inserted: pick(INSERTED, random) }),
  (text, random) => {
    const at = placeIn(text, random);
    return { at, removed: 0, inserted: text.charAt(at) };
  },
  (text, random) => {
    const { at, piece } = pieceIn(text, random);
    return { at, removed: piece.length, inserted: '' };
  },
  (text, random) => {
    const { at, piece } = pieceIn(text, random);
    return { at, removed: 0, inserted: piece };
  },
  (text, random) => removeMatch(text, DELIMITERS, random),
  (text, random) => removeMatch(text, TAG_ENDS, random),
];

export function mutation(text: string, random: Random): Edit {
  return pick(MUTATIONS, random)(text, random) ?? { at: placeIn(text, random), removed: 1, inserted: '' };
}

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)] as T;
}

function placeIn(text: string, random: Random): number {
  return Math.floor(random() * text.length);
}

function pieceIn(text: string, random: Random): { at: number; piece: string } {
  const at = placeIn(text, random);
  PIECE.lastIndex = at;
  return { at, piece: PIECE.exec(text)?.[0] ?? '' };
}

function removeMatch(text: string, pattern: RegExp, random: Random): Edit | undefined {
  const from = placeIn(text, random);
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match ? { at: match.index, removed: match[0].length, inserted: '' } : undefined;
}
