import { firstOf } from '../first-of.ts';
import { given } from '../given.ts';
import { isVideoSource, notOptimizedSource } from '../images.ts';
import type { Occurrence, Span, Value as Written } from '../model.ts';
import { isString, joined } from '../text-parts.ts';
import type { Flow, SinkKind } from './apply/flow.ts';
import type { Part } from './evaluate/values.ts';
import { own } from './own.ts';

/** Turns what was found into occurrences of a file: doubles removed, in the order of the text. */
export function occurrencesOf(
  found: readonly Flow[],
  sourceText: string,
  pathOf: (file: string) => string,
): Occurrence[] {
  return inOrder(found.flatMap((each) => toOccurrences(each, sourceText, pathOf)));
}

/** The occurrences of a file as it shows them: each value of a place once, in the order of the text. */
export function inOrder(all: readonly Occurrence[]): Occurrence[] {
  const occurrences = new Map<string, Occurrence>();
  for (const occurrence of all) {
    const { role, span, value } = occurrence;
    const key = `${role} ${span.start} ${spelling(value)}`;
    const before = occurrences.get(key);
    if (!before || (before.handed && !occurrence.handed)) {
      occurrences.set(key, occurrence);
    }
  }
  const known = withoutShadowedUnknowns([...occurrences.values()]);
  return withoutContainers(known.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end));
}

/** A tag is written by the innermost of the expressions that yield it: `load({ tags: ['a'] })` and its `'a'` are one. */
function withoutContainers(ordered: readonly Occurrence[]): Occurrence[] {
  const containers = new Set<Occurrence>();
  const last = new Map<string, Occurrence>();
  for (const occurrence of ordered) {
    const { role, span, value } = occurrence;
    if (role !== 'image' && value.certainty !== 'unknown') {
      const key = `${role} ${plainly(value)}`;
      const before = last.get(key);
      if (before && span.end <= before.span.end && span.start > before.span.start) {
        containers.add(before);
      }
      last.set(key, occurrence);
    }
  }
  return ordered.filter((each) => !containers.has(each));
}

/** A value without the names of its holes. */
function plainly(value: Written): string {
  return value.certainty === 'pattern' ? joined(value.parts, () => '\0') : spelling(value);
}

/** Tells values of one place apart; what is unknown is one value, whatever the reason. */
function spelling(value: Written): string {
  switch (value.certainty) {
    case 'exact':
      return `"${value.text}`;
    case 'pattern':
      return JSON.stringify(value.parts);
    default:
      return '';
  }
}

/** An expression that may be this or that: what is known of it counts, not that there is also something unknown. */
function withoutShadowedUnknowns(occurrences: readonly Occurrence[]): Occurrence[] {
  const known = new Set(
    occurrences.filter((each) => each.value.certainty !== 'unknown').map((each) => `${each.role} ${each.span.start}`),
  );
  return occurrences.filter(
    (each) => each.value.certainty !== 'unknown' || !known.has(`${each.role} ${each.span.start}`),
  );
}

function toOccurrences(found: Flow, sourceText: string, pathOf: (file: string) => string): Occurrence[] {
  const { leaf, sink, via, notOptimized, handed } = found;
  const span = spanOf(leaf.node, sourceText);
  const common = { role: sink.role, api: sink.api, span, ...given({ via: via && own(via) }) };
  if (leaf.value.kind === 'asset') {
    const value = { certainty: 'exact' as const, text: pathOf(leaf.value.file) };
    const why = given({ notOptimized: notOptimized ?? notOptimizedSource(value.text) });
    return sink.role === 'image' ? [{ ...common, value, staticImport: true, ...why }] : [];
  }
  return writtenValues(leaf, sink).flatMap((value) => {
    const ends = sink.role === 'image' ? endsOf(value) : [];
    const byValue = firstOf(ends, notOptimizedSource);
    // The picture itself, not an address, or no picture: there is nothing that a cache could hold.
    if (byValue === 'inline' || ends.some(isVideoSource)) {
      return [];
    }
    const isHanded = value.certainty === 'unknown' && value.reason !== 'request';
    return [
      { ...common, value, ...given({ notOptimized: notOptimized ?? byValue, handed: isHanded ? handed : undefined }) },
    ];
  });
}

/** The ends of a value tell whether the optimizer ever sees it; what stands between may be unknown. */
function endsOf(value: Written): string[] {
  switch (value.certainty) {
    case 'exact':
      return [value.text];
    case 'pattern':
      return [value.parts[0], value.parts.at(-1)].filter(isString);
    default:
      return [];
  }
}

function spanOf(node: Span, sourceText: string): Span {
  return { start: Math.min(node.start, sourceText.length), end: Math.min(node.end, sourceText.length) };
}

function writtenValues({ value, origin }: Flow['leaf'], { role }: SinkKind): Written[] {
  switch (value.kind) {
    case 'text':
      return writtenText(value.parts, role === 'image');
    case 'unknown':
      return [{ certainty: 'unknown', reason: origin ?? value.reason }];
    case 'external':
      return [{ certainty: 'unknown', reason: origin ?? (value.module === '' ? 'runtime' : 'outside') }];
    default:
      return [{ certainty: 'unknown', reason: origin ?? 'runtime' }];
  }
}

function writtenText(all: readonly Part[], image: boolean): Written[] {
  const parts = image ? withoutBase(all) : all;
  const [only] = parts;
  if (parts.length === 0) {
    return [];
  }
  if (parts.length === 1 && isString(only)) {
    return [{ certainty: 'exact', text: own(only) }];
  }
  if (!isPattern(parts, image)) {
    return [{ certainty: 'unknown', reason: 'runtime' }];
  }
  return [
    {
      certainty: 'pattern',
      parts: parts.map((part) => (isString(part) ? own(part) : { hole: own(part.hole) })),
    },
  ];
}

/** `${process.env.BASE_PATH || ''}/a.png`: where nothing is configured the path is the whole address. */
function withoutBase(parts: readonly Part[]): readonly Part[] {
  const [base, path] = parts;
  const isOptional = typeof base === 'object' && base.optional === true;
  return isOptional && isString(path) && path.startsWith('/') ? parts.slice(1) : parts;
}

/**
 * An address of unknown parts (`${url}?v=${time}`, `${url}&w=${width}`) names no image before its query; a tag like
 * `${type}_${id}` is one.
 */
function isPattern(parts: readonly Part[], image: boolean): boolean {
  for (const part of parts) {
    if (!isString(part)) {
      continue;
    }
    const [path = ''] = image ? part.split(/[?&#]/, 1) : [part];
    if (image ? /[\p{L}\p{N}]/u.test(path) : path.trim() !== '') {
      return true;
    }
    if (path.length < part.length) {
      return false;
    }
  }
  return false;
}
