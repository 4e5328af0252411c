import { firstOf } from '../../first-of.ts';
import type { UnknownReason } from '../../model.ts';
import { basename } from '../../paths.ts';
import { wordMap } from '../../word-set.ts';
import { isIdentifier, isLiteral, isTypeReference } from '../kinds.ts';
import type { Expression, SpreadElement } from '../nodes.ts';
import { assignmentsTo } from './changes.ts';
import { exportedNamesOf } from './exports.ts';
import { nameOf } from './names.ts';
import { awaitedPromise, callbackList } from './parameters.ts';
import { type Declaration, declarationAt, isVariable, type Parameter } from './scopes.ts';
import { type Env, isExternal, type Value } from './values.ts';

const MOST_DEPTH = 16;
/** So deep an assignment lies, and so many of a variable are followed: variables may be made of one another. */
const ASSIGNED = 5;
const MOST_ASSIGNED = 2;

/**
 * Where the code gets something that it knows only when it runs: from a request or from the environment, through
 * whatever takes it apart or checks it on the way. `undefined` where nothing tells.
 */
export function originOf(node: Expression | SpreadElement, env: Env, depth = 0): UnknownReason | undefined {
  if (depth > MOST_DEPTH) {
    return undefined;
  }
  const any: Any = (...nodes) => firstOf(nodes, (each) => originOf(each, env, depth + 1));
  switch (node.type) {
    case 'Identifier': {
      const declaration = declarationAt(node);
      const later = firstOf(setLater(declaration, env), (each) => originOf(each, env, depth + ASSIGNED));
      return later ?? originOfName(declaration, env, any);
    }
    case 'MemberExpression':
      return originOfMember(node) ?? any(node.object, ...(node.computed ? [node.property] : []));
    case 'CallExpression':
    case 'NewExpression':
      return originOfGlobal(node.callee) ?? any(node.callee, ...node.arguments.slice(0, 3));
    case 'AwaitExpression':
    case 'SpreadElement':
    case 'UnaryExpression':
      return any(node.argument);
    case 'TSAsExpression':
      return any(node.expression);
    case 'TemplateLiteral':
      return any(...node.expressions);
    case 'LogicalExpression':
    case 'BinaryExpression':
      return any(node.left, node.right);
    case 'ConditionalExpression':
      return any(node.consequent, node.alternate);
    default:
      return undefined;
  }
}

type Any = (...nodes: readonly (Expression | SpreadElement)[]) => UnknownReason | undefined;

function originOfName(declaration: Declaration | undefined, env: Env, any: Any): UnknownReason | undefined {
  switch (declaration?.kind) {
    case 'variable':
      return declaration.declarator.init && any(declaration.declarator.init);
    case 'each':
      return any(declaration.loop.right);
    case 'parameter': {
      const source = callbackList(declaration) ?? awaitedPromise(declaration);
      return (source && any(source)) ?? (isOfRequest(declaration, env) ? 'request' : undefined);
    }
    case 'import':
      return originOfImport(declaration.node.source, declaration.specifier.imported);
    default:
      return undefined;
  }
}

/** What is put into a variable that holds nothing before: `let body; try { body = await request.json(); } catch {}`. */
function setLater(declaration: Declaration | undefined, { module }: Env): readonly (Expression | SpreadElement)[] {
  if (!isVariable(declaration)) {
    return [];
  }
  const { init } = declaration.declarator;
  return !init || isLiteral(init) ? assignmentsTo(declaration, module.tree).slice(0, MOST_ASSIGNED) : [];
}

/** `process.env`, `import.meta.env`, `context.request`. */
function originOfMember({ object, property }: Expression & { type: 'MemberExpression' }): UnknownReason | undefined {
  const name = nameOf(property);
  if (name === 'env' && (!isIdentifier(object) || /^(?:process|Deno|Bun)$/.test(object.name))) {
    return 'environment';
  }
  return name === 'req' || name === 'request' ? 'request' : undefined;
}

/** The same as far as a value tells it by itself, wherever it was written. */
export function originOfValue(value: Value): UnknownReason | undefined {
  if (!isExternal(value)) {
    return undefined;
  }
  const [first = '', second] = value.path;
  return first === 'process' && second === 'env' ? 'environment' : originOfImport(value.module, first);
}

/** Modules whose exports speak of the request that is answered, and those of them that do. */
const OF_REQUEST = wordMap<RegExp>({
  'next/headers': /./,
  'next/navigation': /^use/,
  'next/router': /^useRouter$/,
  'next/server': /^NextRequest$/,
  'next-sanity/webhook': /^parseBody$/,
  h3: /^(?:read|get)/,
});

/** What Nuxt and Nitro make known everywhere. */
const OF_REQUEST_GLOBAL = /^(?:useRoute|readBody|readFormData|getQuery|getRouterParams?|getHeaders?|getRequestURL)$/;

function originOfImport(source: string, name: string): UnknownReason | undefined {
  if (source.startsWith('@t3-oss/env')) {
    return 'environment';
  }
  return OF_REQUEST.get(source)?.test(name) ? 'request' : undefined;
}

function originOfGlobal(callee: Expression): UnknownReason | undefined {
  const isGlobal = isIdentifier(callee) && !declarationAt(callee);
  return isGlobal && OF_REQUEST_GLOBAL.test(callee.name) ? 'request' : undefined;
}

const REQUEST_TYPES =
  /^(?:Next)?(?:Api)?Request$|^(?:FormData|IncomingMessage|GetServerSidePropsContext|APIContext|RequestEvent|H3Event)$/;
const REQUEST_PARAMETERS = /^(?:req|request|formData)$/;
const METHODS = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/;
const PAGES = /^(?:page|layout|template|default|route)\.[cm]?[jt]sx?$/;
const PAGE_PROPS = /^(?:params|searchParams)$/;

/** Whether a framework fills a parameter from the request. */
function isOfRequest({ fn, index, steps }: Parameter, { module }: Env): boolean {
  const pattern = fn.params[index];
  const type = pattern && 'typeAnnotation' in pattern ? pattern.typeAnnotation : undefined;
  if (isTypeReference(type) && REQUEST_TYPES.test(type.name)) {
    return true;
  }
  if (isIdentifier(pattern) && REQUEST_PARAMETERS.test(pattern.name)) {
    return true;
  }
  const exported = exportedNamesOf(fn, module.tree);
  const [first] = steps;
  const isPage = exported.includes('default') && PAGES.test(basename(module.file));
  return (
    exported.some((name) => METHODS.test(name)) ||
    (exported.includes('default') && module.file.includes('/pages/api/')) ||
    ((isPage || exported.includes('generateMetadata')) &&
      (first === undefined || (first.step === 'member' && PAGE_PROPS.test(first.name))))
  );
}
