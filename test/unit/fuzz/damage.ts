import { applyEdit, mutation, pick, type Random } from '../parse/mutate.ts';

/** Texts as no one writes them: real files with many damages, spliced with others, nested without end. */

/** Longer texts are cut: the extension reads none above a megabyte, and the time for one is bound by its length. */
const MOST_CHARACTERS = 300_000;

/** Pieces that lead the finder somewhere. */
const PIECES = [
  "cacheTag('a')",
  'revalidateTag(tag)',
  "import { cacheTag, revalidateTag as r } from 'next/cache';",
  'next: { tags: [',
  "'Vercel-Cache-Tag': ",
  "headers.set('Vercel-Cache-Tag', `a,${b}`)",
  "fetch('https://api.vercel.com/v1/edge-cache/invalidate-by-tags', { body: JSON.stringify({ tags",
  'vercel cache invalidate --tag a,$B',
  'Astro.cache.set({ tags })',
  '<Image src="/a.png" />',
  '/_next/image?url=%2Fa.png&w=1',
  '<script setup lang="ts">',
  '</script>',
  '---\n',
  '${',
  '`',
  '/*',
  '<!--',
  '"""',
  'function f(tags) { f(tags); g(...tags) }',
  'class A extends A { tags = this.tags; get x() { return this.x } }',
  'const { a: { b: [c = c] } } = a;',
  '\\u{110000}',
  '\ud800',
  '\ufeff',
  '\0',
  '\u2028',
  '\r',
];

/** What opens and may stand in itself many times. */
const NESTING = [
  '(',
  '[',
  '{',
  '<a>',
  '`${',
  'f(',
  '{a:',
  '[...',
  '!(',
  'a?',
  '<T,>(',
  'async () => ',
  'if (a) ',
  '$(',
  '- a: ',
];

type Damage = (text: string, other: string, random: Random) => string;

const place = (text: string, random: Random): number => Math.floor(random() * (text.length + 1));

function spliced(text: string, other: string, random: Random): string {
  const from = place(other, random);
  const piece = other.slice(from, from + Math.floor(random() * 2000));
  const at = place(text, random);
  return text.slice(0, at) + piece + text.slice(at + Math.floor(random() * 200));
}

const DAMAGES: readonly Damage[] = [
  (text, _, random) => applyEdit(text, mutation(text, random)),
  (text, _, random) => applyEdit(text, mutation(text, random)),
  (text, _, random) => text.slice(0, place(text, random)),
  (text, other, random) => text.slice(0, place(text, random)) + other.slice(place(other, random)),
  spliced,
  (text, _, random) => applyEdit(text, { at: place(text, random), removed: 0, inserted: pick(PIECES, random) }),
  (text, _, random) => {
    const inserted = pick(NESTING, random).repeat(pick([10, 300, 3000], random));
    return applyEdit(text, { at: place(text, random), removed: 0, inserted });
  },
  (text, other, random) => {
    const from = place(other, random);
    const piece = other.slice(from, from + Math.floor(random() * 40));
    return applyEdit(text, {
      at: place(text, random),
      removed: 0,
      inserted: piece.repeat(pick([2, 100, 1000], random)),
    });
  },
  (text, _, random) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(Math.floor(random() * lines.length), 1);
    lines.splice(Math.floor(random() * (lines.length + 1)), 0, line, ...(random() < 0.5 ? [line] : []));
    return lines.join('\n');
  },
];

const MOST_DAMAGES = 8;

/** A text with some damages, the same for the same random numbers. */
export function damaged(text: string, other: string, random: Random): string {
  let result = text;
  for (let left = 1 + Math.floor(random() * MOST_DAMAGES); left > 0; left--) {
    result = pick(DAMAGES, random)(result, other, random).slice(0, MOST_CHARACTERS);
  }
  return result;
}
