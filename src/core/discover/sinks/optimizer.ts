import type { SinkKind } from '../apply/found.ts';
import type { Expression, Literal, TemplateLiteral } from '../nodes.ts';

/** What is put behind `url=` in the URL of an image optimizer. */
export interface UrlSource {
  readonly source: Expression;
  readonly sink: SinkKind;
}

const BEFORE_SOURCE = /\/_(next|vercel)\/image\/?\?(?:[^#]*&)?url=$/;

/** Whether a piece of a text ends where the source begins. */
export const endsBeforeSource = (piece: string): boolean => BEFORE_SOURCE.test(piece);

/**
 * The expression in `/_next/image?url=${encodeURIComponent(src)}&w=1`, and in such a sum. A source that is written in the
 * URL itself is none: it is read where it stands (languages/optimizer-urls.ts).
 */
export function sourceInUrl(text: Literal | TemplateLiteral): UrlSource | undefined {
  const found = text.type === 'TemplateLiteral' ? inTemplate(text) : inSum(text);
  const source = found && decoded(found.source);
  return found && source && source.type !== 'Literal'
    ? { source, sink: { role: 'image', api: `_${found.optimizer}/image url` } }
    : undefined;
}

interface Place {
  readonly source: Expression;
  readonly optimizer: string;
}

function inTemplate({ quasis, expressions }: TemplateLiteral): Place | undefined {
  for (const [at, source] of expressions.entries()) {
    const optimizer = BEFORE_SOURCE.exec(quasis[at] ?? '')?.[1];
    if (optimizer !== undefined && /^(?:&|#|$)/.test(quasis[at + 1] ?? '')) {
      return { source, optimizer };
    }
  }
  return undefined;
}

function inSum(text: Literal): Place | undefined {
  const optimizer = BEFORE_SOURCE.exec(String(text.value))?.[1];
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
  const isEncoded =
    source.type === 'CallExpression' &&
    source.callee.type === 'Identifier' &&
    source.callee.name === 'encodeURIComponent';
  const [first] = isEncoded ? source.arguments : [source];
  return first?.type === 'SpreadElement' ? undefined : first;
}
