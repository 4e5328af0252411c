import type { Occurrence, Span, Value as Written } from '../model.ts';
import type { Found } from './applications.ts';
import type { Part, Value } from './evaluate/values.ts';

/** Turns what was found into occurrences of a file: comma lists taken apart, doubles removed, in the order of the text. */
export function occurrencesOf(
  found: readonly Found[],
  sourceText: string,
  pathOf: (file: string) => string,
): Occurrence[] {
  const occurrences = new Map<string, Occurrence>();
  for (const each of found) {
    for (const occurrence of toOccurrences(each, sourceText, pathOf)) {
      const { role, span, value } = occurrence;
      const key = `${role} ${span.start} ${JSON.stringify(value)}`;
      if (!occurrences.has(key)) {
        occurrences.set(key, occurrence);
      }
    }
  }
  return withoutShadowedUnknowns([...occurrences.values()]).sort((a, b) => a.span.start - b.span.start);
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

function toOccurrences(found: Found, sourceText: string, pathOf: (file: string) => string): Occurrence[] {
  const { leaf, sink, via, notOptimized } = found;
  const span = spanOf(leaf.node, sourceText);
  const common = { role: sink.role, api: sink.api, span, ...(via === undefined ? {} : { via }) };
  if (leaf.value.kind === 'asset') {
    const value: Written = { certainty: 'exact', text: pathOf(leaf.value.file) };
    return sink.role === 'image'
      ? [{ ...common, value, staticImport: true, ...(notOptimized ? { notOptimized } : {}) }]
      : [];
  }
  return writtenValues(leaf.value, sink.list === true).map((value) => {
    const why = notOptimized ?? (sink.role === 'image' ? byValue(value) : undefined);
    return { ...common, value, ...(why ? { notOptimized: why } : {}) };
  });
}

function byValue(value: Written): Occurrence['notOptimized'] {
  const whole = value.certainty === 'exact' ? value.text : '';
  if (/^(?:data|blob):/i.test(whole)) {
    return 'inline';
  }
  const end = value.certainty === 'pattern' ? value.parts.at(-1) : whole;
  return typeof end === 'string' && /\.svg(?:[?#]|$)/i.test(end) ? 'svg' : undefined;
}

function spanOf(node: Span, sourceText: string): Span {
  return { start: Math.min(node.start, sourceText.length), end: Math.min(node.end, sourceText.length) };
}

function writtenValues(value: Value, list: boolean): Written[] {
  switch (value.kind) {
    case 'text':
      return (list ? splitAtCommas(value.parts) : [value.parts]).flatMap(writtenText);
    case 'unknown':
      return [{ certainty: 'unknown', reason: value.reason }];
    case 'external':
      return [{ certainty: 'unknown', reason: value.module === '' ? 'runtime' : 'outside' }];
    default:
      return [{ certainty: 'unknown', reason: 'runtime' }];
  }
}

function writtenText(parts: readonly Part[]): Written[] {
  const [only] = parts;
  if (parts.length === 0) {
    return [];
  }
  if (parts.length === 1 && typeof only === 'string') {
    return [{ certainty: 'exact', text: copy(only) }];
  }
  if (!parts.some((part) => typeof part === 'string' && part.trim() !== '')) {
    return [{ certainty: 'unknown', reason: 'runtime' }];
  }
  return [
    {
      certainty: 'pattern',
      parts: parts.map((part) => (typeof part === 'string' ? copy(part) : { hole: copy(part.hole) })),
    },
  ];
}

/** A header's text is a list: each piece between commas is a tag of its own, without the blanks around it. */
function splitAtCommas(parts: readonly Part[]): Part[][] {
  const lists: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      lists.at(-1)?.push(part);
      continue;
    }
    part.split(',').forEach((piece, index) => {
      if (index > 0) {
        lists.push([]);
      }
      if (piece !== '') {
        lists.at(-1)?.push(piece);
      }
    });
  }
  return lists.map(trimmed);
}

function trimmed(parts: readonly Part[]): Part[] {
  return parts
    .map((part, index) => {
      if (typeof part !== 'string') {
        return part;
      }
      const start = index === 0 ? part.trimStart() : part;
      return index === parts.length - 1 ? start.trimEnd() : start;
    })
    .filter((part) => part !== '');
}

/** A slice of a string keeps the whole source alive in V8: what is kept gets letters of its own. */
function copy(piece: string): string {
  return piece.length < 13 ? piece : JSON.parse(JSON.stringify(piece));
}
