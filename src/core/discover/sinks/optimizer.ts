import { holesIn, joined } from '../../text-parts.ts';
import type { SinkKind } from '../apply/flow.ts';
import { declarationAt, isVariable } from '../evaluate/scopes.ts';
import type { TextValue, Value } from '../evaluate/values.ts';
import {
  isCall,
  isDeclarator,
  isIdentifier,
  isLiteral,
  isMember,
  isNew,
  isObject,
  isProperty,
  isSpread,
} from '../kinds.ts';
import { HOLE, type HoledText } from '../languages/mapped-text.ts';
import { optimizerUrlsInCode } from '../languages/optimizer-urls.ts';
import type { Expression, Identifier, Literal, Node, SyntaxTree, TemplateLiteral } from '../nodes.ts';
import { callOf, keyName } from '../references.ts';
import { asValue } from './written.ts';

/** What is put behind `url=` in the URL of an image optimizer. */
export interface UrlSource {
  readonly source: Expression;
  readonly sink: SinkKind;
}

/** Also before all its parameters. */
const BEFORE_SOURCE = /\/_(next|vercel)\/image\/?\?([^#]*&)?(url=)?$/;
/** A URL that is longer before its source is none. */
const LONGEST_BEGINNING = 2000;

const ADDRESS = /^\/_(next|vercel)\/image$/;

/** Whether a piece of a text may belong to the URL of an optimizer. */
export const mayNameOptimizer = (piece: string): boolean =>
  /\/_(?:next|vercel)\/image\/?\?/.test(piece) || isAddress(piece);

/** Whether a text is only the address of an optimizer: it says nothing of an image by itself. */
export const isAddress = (text: unknown): boolean => ADDRESS.test(String(text));

/** The expression in `/_next/image?url=${encodeURIComponent(src)}&w=1`, and in such a sum, or among its parameters. */
export function sourceInUrl(text: Literal | TemplateLiteral, tree: SyntaxTree): UrlSource | undefined {
  const found = text.type === 'TemplateLiteral' ? inTemplate(text, tree) : (inSum(text, tree) ?? inAddress(text, tree));
  const source = found && decoded(found.source);
  return found && source && { ...found, source };
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

function inTemplate({ quasis, expressions }: TemplateLiteral, tree: SyntaxTree): UrlSource | undefined {
  for (const [at, expression] of expressions.entries()) {
    const behind = sourceBehind(quasis[at] ?? '', expression, tree);
    if (behind && (behind.source !== expression || /^(?:&|#|$)/.test(quasis[at + 1] ?? ''))) {
      return behind;
    }
  }
  return undefined;
}

function inSum(text: Literal, tree: SyntaxTree): UrlSource | undefined {
  const { parent } = text;
  const isSum = parent?.type === 'BinaryExpression' && parent.operator === '+' && parent.left === text;
  return isSum ? sourceBehind(String(text.value), parent.right, tree) : undefined;
}

/** What stands behind a piece of a URL: the source, or the parameters that hold it. */
function sourceBehind(piece: string, expression: Expression, tree: SyntaxTree): UrlSource | undefined {
  const [, optimizer, , isSource] = BEFORE_SOURCE.exec(piece.slice(-LONGEST_BEGINNING)) ?? [];
  const source = optimizer && (isSource ? expression : parameterIn(expression, tree));
  return optimizer && source ? { source, sink: sinkOf(optimizer) } : undefined;
}

/** `const url = new URL('/_next/image', origin)`, on which the source is set afterwards. */
function inAddress(text: Literal, tree: SyntaxTree): UrlSource | undefined {
  const optimizer = ADDRESS.exec(String(text.value))?.[1];
  const declarator = isNew(text.parent) ? text.parent.parent : undefined;
  const source = optimizer && isDeclarator(declarator) ? setOn(declarator.id, tree) : undefined;
  return optimizer && source ? { source, sink: sinkOf(optimizer) } : undefined;
}

/** The `url` of `new URLSearchParams({ url: src })`, made there or in a variable, or set on that afterwards. */
function parameterIn(expression: Expression, tree: SyntaxTree): Expression | undefined {
  const params = isCall(expression) && isMember(expression.callee) ? expression.callee.object : expression;
  const declared = declarationAt(params);
  const made = isVariable(declared) ? declared.declarator.init : params;
  const [given] = isNew(made) ? made.arguments : [];
  const properties = isObject(given) ? given.properties : [];
  const [written] = properties.flatMap((each) => (isProperty(each) && keyName(each) === 'url' ? each.value : []));
  return written ?? setOn(params, tree);
}

/** What is set as `url`: `params.set('url', src)`, `url.searchParams.append('url', src)`. */
function setOn(variable: Node, tree: SyntaxTree): Expression | undefined {
  const declared = isIdentifier(variable) ? declarationAt(variable) : undefined;
  const names = new Set(declared && isIdentifier(variable) ? [variable.name] : []);
  const [value] = tree.identifiers(names).flatMap((each) => {
    let at: Node | undefined = each.parent;
    while (isMember(at?.parent)) {
      at = at.parent;
    }
    const [name, set] = callOf(at)?.arguments ?? [];
    const isUrl = isLiteral(name) && name.value === 'url' && declarationAt(each as Identifier) === declared;
    return isUrl && set && !isSpread(set) ? [set] : [];
  });
  return value;
}

/** The optimizer gets decoded what was encoded, there or in a variable before. */
function decoded(source: Expression): Expression | undefined {
  const declared = declarationAt(source);
  const whole = isVariable(declared) ? declared.declarator.init : source;
  const isEncoded = isCall(whole) && isIdentifier(whole.callee) && whole.callee.name === 'encodeURIComponent';
  const [first] = isEncoded ? whole.arguments : [source];
  return isSpread(first) ? undefined : first;
}
