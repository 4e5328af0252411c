import { wordSet } from '../../word-set.ts';
import { nameOf } from '../evaluate/names.ts';
import { isCall, isFunction, isIdentifier, isNew, isObject, isProperty } from '../kinds.ts';
import { HOLE } from '../languages/mapped-text.ts';
import type { CallExpression, Expression, NewExpression, Node, ObjectExpression, SpreadElement } from '../nodes.ts';
import { callOf } from '../references.ts';

/** A call of the REST API that purges, as its URL names it. */
export interface Endpoint {
  readonly role: 'invalidate' | 'image';
  readonly api: string;
  /** A text is a list with commas. */
  readonly list?: true;
  /** The member of the JSON body that holds the tags or images. */
  readonly member: 'tags' | 'srcImages';
}

const ENDPOINT = /\/v1\/edge-cache\/([^/?#]*)by-(tags|src-images)(?![\w-])/;
const VERBS = wordSet('invalidate- dangerously-delete-');

/** The endpoint that a URL names: one of the four, or one whose verb is known only when the code runs. */
export function endpointIn(url: string): Endpoint | undefined {
  const [, verb = '', kind] = ENDPOINT.exec(url) ?? [];
  if (kind === undefined || !(VERBS.has(verb) || verb.includes(HOLE))) {
    return undefined;
  }
  const api = `REST ${verb.replaceAll(HOLE, '…')}by-${kind}`;
  return kind === 'tags'
    ? { role: 'invalidate', api, list: true, member: 'tags' }
    : { role: 'image', api, member: 'srcImages' };
}

/** Whether a piece of a text may belong to the URL of an endpoint. */
export const mayNameEndpoint = (piece: string): boolean =>
  piece.includes('/v1/edge-cache') ||
  /(?:invalidate|dangerously-delete|^)-?by-(?:tags|src-images)(?![\w-])/.test(piece);

/** Members of a request's options that hold its body. */
const BODIES: readonly string[] = ['body', 'json', 'data'];

/** The ways from what is sent to its tags or images: the body is a member of the options, or an argument of its own. */
export const pathsTo = (member: string): readonly (readonly string[])[] => [
  ...BODIES.map((body) => [body, member]),
  [member],
];

/** A URL and what is sent to it. */
export interface Sending {
  /** The whole URL, of which the text may be a part. */
  readonly url: Expression;
  /** The call, or the object that describes it. */
  readonly place: CallExpression | NewExpression | ObjectExpression;
  /** Where the body may be: the other arguments, or the object itself. */
  readonly sent: readonly (Expression | SpreadElement)[];
}

/** Functions that are told of a URL and send nothing. */
const SPEAKING = /^(?:log|info|warn|error|debug|trace|expect|it|test|describe|get|head|startsWith|endsWith|includes)$/;

/** The request that a part of a URL belongs to; `undefined` where the URL is kept or only spoken of. */
export function sendingOf(part: Expression): Sending | undefined {
  const url = urlAround(part);
  const { parent } = url;
  if (isCall(parent) || isNew(parent)) {
    const isArgument = parent.arguments.includes(url) && !SPEAKING.test(nameOf(parent.callee));
    return isArgument
      ? { url, place: parent, sent: parent.arguments.filter((each) => each !== url && !isFunction(each)) }
      : undefined;
  }
  const object = isProperty(parent) && parent.value === url ? parent.parent : undefined;
  return isObject(object) && object.properties.some(isBody) ? { url, place: object, sent: [object] } : undefined;
}

function isBody(property: Node): boolean {
  return (
    isProperty(property) &&
    isIdentifier(property.key) &&
    (BODIES.includes(property.key.name) || property.key.name === 'tags' || property.key.name === 'srcImages')
  );
}

/** Functions that make a URL of a path: `buildUrl`, `apiUrl`, `endpoint`, `withQuery`. */
const MAKES_URL = /ur[il]$|endpoint|^path|withquery/i;

/** The whole URL that a text is a part of: of a template, a sum, `new URL(…)`, `url.toString()`. */
export function urlAround(part: Expression): Expression {
  const { parent } = part;
  switch (parent?.type) {
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'TSAsExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return urlAround(parent);
    case 'NewExpression':
      return nameOf(parent.callee) === 'URL' ? urlAround(parent) : part;
    case 'CallExpression':
      return parent.arguments[0] === part && MAKES_URL.test(nameOf(parent.callee)) ? urlAround(parent) : part;
    case 'MemberExpression':
      return parent.object === part ? urlAround(callOf(parent) ?? parent) : part; // `url.href`, `url.toString()`
    default:
      return part;
  }
}
