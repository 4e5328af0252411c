import { holesIn, joined } from '../../text-parts.ts';
import type { SinkKind } from '../apply/found.ts';
import type { TextValue, Value } from '../evaluate/values.ts';
import { isCall, isIdentifier, isSpread } from '../kinds.ts';
import { HOLE, type HoledText } from '../languages/mapped-text.ts';
import { optimizerUrlsInCode } from '../languages/optimizer-urls.ts';
import type { Expression, Literal, TemplateLiteral } from '../nodes.ts';
import { asValue } from './written.ts';

/** What is put behind `url=` in the URL of an image optimizer. */
export interface UrlSource {
  readonly source: Expression;
  readonly sink: SinkKind;
}

const BEFORE_SOURCE = /\/_(next|vercel)\/image\/?\?(?:[^#]*&)?url=$/;
/** A URL that is longer before its source is none. */
const LONGEST_BEGINNING = 2000;

/** The optimizer in whose URL the source comes next, behind a piece of a text. */
const optimizerBefore = (piece: string): string | undefined => BEFORE_SOURCE.exec(piece.slice(-LONGEST_BEGINNING))?.[1];

/** Whether a piece of a text may belong to the URL of an optimizer. */
export const mayNameOptimizer = (piece: string): boolean => /\/_(?:next|vercel)\/image\/?\?/.test(piece);

/** The expression in `/_next/image?url=${encodeURIComponent(src)}&w=1`, and in such a sum. */
export function sourceInUrl(text: Literal | TemplateLiteral): UrlSource | undefined {
  const found = text.type === 'TemplateLiteral' ? inTemplate(text) : inSum(text);
  const source = found && decoded(found.source);
  return found && source && { source, sink: sinkOf(found.optimizer) };
}

/** What the texts of a whole URL have written into it: `/_next/image?url=/img/${name}.png`. Nothing but holes is none. */
export function sourcesWrittenIn(texts: readonly TextValue[]): { value: Value; sink: SinkKind }[] {
  return texts.flatMap((text) =>
    optimizerUrlsInCode(holed(text)).flatMap(({ optimizer, value }) =>
      value.certainty === 'unknown' ? [] : [{ value: asValue(value, 'url', text.params), sink: sinkOf(optimizer) }],
    ),
  );
}

const sinkOf = (optimizer: string): SinkKind => ({ role: 'image', api: `_${optimizer}/image url` });

const holed = ({ parts }: TextValue): HoledText => ({
  text: joined(parts, () => HOLE),
  holes: holesIn(parts),
});

interface Place {
  readonly source: Expression;
  readonly optimizer: string;
}

function inTemplate({ quasis, expressions }: TemplateLiteral): Place | undefined {
  for (const [at, source] of expressions.entries()) {
    const optimizer = optimizerBefore(quasis[at] ?? '');
    if (optimizer !== undefined && /^(?:&|#|$)/.test(quasis[at + 1] ?? '')) {
      return { source, optimizer };
    }
  }
  return undefined;
}

function inSum(text: Literal): Place | undefined {
  const optimizer = optimizerBefore(String(text.value));
  const { parent } = text;
  return optimizer !== undefined &&
    parent?.type === 'BinaryExpression' &&
    parent.operator === '+' &&
    parent.left === text
    ? { source: parent.right, optimizer }
    : undefined;
}

/** The optimizer gets decoded what was encoded. */
function decoded(source: Expression): Expression | undefined {
  const isEncoded = isCall(source) && isIdentifier(source.callee) && source.callee.name === 'encodeURIComponent';
  const [first] = isEncoded ? source.arguments : [source];
  return isSpread(first) ? undefined : first;
}
