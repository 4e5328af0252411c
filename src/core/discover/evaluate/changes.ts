import { getOrMake, pushTo } from '../../maps.ts';
import { wordSet } from '../../word-set.ts';
import { isCall, isIdentifier, isMember, isSpread } from '../kinds.ts';
import type {
  AssignmentExpression,
  CallExpression,
  Expression,
  FunctionNode,
  Identifier,
  MemberExpression,
  Node,
  SpreadElement,
  SyntaxTree,
} from '../nodes.ts';
import { assignmentTo, callOf, outermost, referenceAt } from '../references.ts';
import { argumentsOf } from './arguments.ts';
import { bind, type Step } from './bindings.ts';
import type { Evaluator } from './context.ts';
import { insideOf } from './frames.ts';
import { nameOf } from './names.ts';
import { reachOf } from './reached.ts';
import { type Declaration, declarationAt, declarationOf, functionAround, onlyNameIn, scopeOf } from './scopes.ts';
import { type Env, optionsOf } from './values.ts';

/** Something that happens to a variable or a parameter after its declaration. */
export interface Change {
  /**
   * `add`: elements that are pushed; `set`: a member or an entry; `assign`: values that take its place; `append`: texts
   * put behind it; `count`: a number goes up or down; `call`: its methods may put something into it.
   */
  readonly how: 'add' | 'set' | 'assign' | 'append' | 'count' | 'call';
  readonly nodes: readonly (Expression | SpreadElement)[];
  /** What is added stands before what was there. */
  readonly before?: boolean;
  /** What an `assign` takes out of its value: `({ tag } = await load())`. */
  readonly steps?: readonly Step[];
  /** What a `set` names, or the expression whose text that is. */
  readonly key?: string | Expression;
  /** Where it is written, for what happens inside of a function that is called: `addShared(tags)`. */
  readonly inside?: Inside;
  /** The outermost of the calls that are a statement: `builder.add('a').add('b');`. */
  readonly call?: CallExpression;
  /** It happens only where some condition holds that is not known, or more than once. */
  readonly conditional?: boolean;
}

/** The frames of a function that is called, and the reference in the caller that leads there. */
interface Inside {
  readonly env: Env;
  readonly reference: Node;
}

type Changing = Declaration & { kind: 'variable' | 'parameter' };

const ADDING = wordSet('push unshift add');

/**
 * What happens to a variable after its declaration, in the order of the text: `x.push(…)`, `x = …`, `x += …`. What
 * stands behind a condition that does not hold in these frames is left out.
 */
export function changesOf(
  declaration: Changing,
  env: Env,
  context: Pick<Evaluator, 'evaluate' | 'apply' | 'budget'>,
  layers = 0,
): Change[] {
  const id = nameIn(declaration);
  const place = placeOf(declaration);
  const written = id ? (changesOfName(id.name, env.module.tree).get(place) ?? []) : [];
  if (!context.budget.spend(written.length)) {
    return [TOO_MANY];
  }
  return written.flatMap(({ node, change }): readonly Change[] => {
    const reached = reachOf(node, place, env, context);
    if (reached === 'never') {
      return [];
    }
    const changes =
      change === HANDED_OVER ? changesByCall(node, env, context, layers) : changesBy(node, change, place, env);
    return changes.map((each) => ({ ...each, conditional: each.conditional || reached !== 'always' }));
  });
}

/** Whether anything may happen to it after its declaration; a state is set by calls. */
export function isChanged(declaration: Changing, tree: SyntaxTree): boolean {
  const id = nameIn(declaration);
  return id
    ? changesOfName(id.name, tree).has(placeOf(declaration))
    : declaration.kind === 'variable' && declaration.declarator.id.type === 'ArrayPattern';
}

/** What takes the place of a variable's value after its declaration. */
export function assignmentsTo(declaration: Changing, tree: SyntaxTree): readonly (Expression | SpreadElement)[] {
  const written = changesOfName(nameIn(declaration)?.name ?? '', tree).get(placeOf(declaration)) ?? [];
  return written.flatMap(({ change }) => (change.how === 'assign' ? change.nodes : []));
}

/** What it holds is not known any more. */
const TOO_MANY: Change = { how: 'count', nodes: [] };

const MOST_LAYERS = 3;
/** To look into a function costs more than a step. */
const STEPS_TO_LOOK = 10;

/** What a function of the project puts into the list or object that is handed to it: `addShared(tags)`. */
function changesByCall(
  node: Identifier,
  env: Env,
  context: Pick<Evaluator, 'evaluate' | 'apply' | 'budget'>,
  layers: number,
): readonly Change[] {
  const call = node.parent;
  if (!isCall(call) || layers >= MOST_LAYERS || !context.budget.spend(STEPS_TO_LOOK)) {
    return [];
  }
  return optionsOf(context.evaluate(call.callee, env)).flatMap((callee) => {
    const declaration = callee.kind === 'function' ? parameterAt(callee.node, call.arguments.indexOf(node)) : undefined;
    if (callee.kind !== 'function' || !declaration) {
      return [];
    }
    const inner = insideOf(callee, argumentsOf(call, env));
    return changesOf(declaration, inner, context, layers + 1)
      .filter(({ how }) => how === 'add' || how === 'set')
      .map((change) => ({ ...change, inside: { env: change.inside?.env ?? inner, reference: node } }));
  });
}

function parameterAt(fn: FunctionNode, index: number): Changing | undefined {
  const declaration = scopeOf(fn).get(onlyNameIn(fn.params[index])?.name ?? '');
  return declaration?.kind === 'parameter' ? declaration : undefined;
}

/** A change that a function beside the variable makes (`const add = (tag) => tags.push(tag)`) is made by each of its calls. */
function changesBy(node: Identifier, change: Change, place: Node, env: Env): readonly Change[] {
  const fn = functionAround(node);
  const isBeside = fn !== undefined && fn.params.length > 0 && fn !== place && fn !== functionAround(place);
  const name = isBeside && functionAround(fn) ? ownName(fn) : undefined;
  const calls = name && callsOf(name, env);
  if (!fn || !calls) {
    return [change];
  }
  return calls.map((call) => {
    const inner = insideOf({ node: fn, env, self: undefined }, argumentsOf(call, env));
    return { ...change, inside: { env: inner, reference: call } };
  });
}

/** The name under which a function is called beside it. */
function ownName({ id, parent }: FunctionNode): Identifier | undefined {
  return id ?? (parent?.type === 'VariableDeclarator' && isIdentifier(parent.id) ? parent.id : undefined);
}

interface Written {
  readonly node: Identifier;
  readonly change: Change;
}

/** In place of what a function may do with what it is given. */
const HANDED_OVER: Change = { how: 'add', nodes: [] };

/** Of a name the changes of all that it declares, by their places: an evaluation asks for the same ones again and again. */
const known = new WeakMap<SyntaxTree, Map<string, ReadonlyMap<Node, readonly Written[]>>>();

function changesOfName(name: string, tree: SyntaxTree): ReadonlyMap<Node, readonly Written[]> {
  const names = getOrMake(known, tree, () => new Map());
  return getOrMake(names, name, () => findChanges(name, tree));
}

function findChanges(name: string, tree: SyntaxTree): Map<Node, Written[]> {
  const found = new Map<Node, Written[]>();
  for (const node of tree.identifiers(new Set([name]))) {
    const change = isIdentifier(node) ? changeAt(node) : undefined;
    const declaration = change && declarationOf(name, node);
    const isVariable = declaration?.kind === 'variable';
    const isMeant = change?.how !== 'call' || (isVariable && isMade(declaration.declarator.init));
    if (isIdentifier(node) && change && isMeant && (isVariable || declaration?.kind === 'parameter')) {
      pushTo(found, placeOf(declaration), { node, change });
    }
  }
  return found;
}

/** `new Tags()`, and what its methods make of it. */
const isMade = (node: Node | undefined): boolean =>
  node?.type === 'NewExpression' || (isCall(node) && isMade(node.callee)) || (isMember(node) && isMade(node.object));

/** The name that a declaration gives to all of its value. */
function nameIn(declaration: Changing): Identifier | undefined {
  return onlyNameIn(
    declaration.kind === 'variable' ? declaration.declarator.id : declaration.fn.params[declaration.index],
  );
}

const placeOf = (declaration: Changing): Node =>
  declaration.kind === 'variable' ? declaration.declarator : declaration.fn;

/** Where a name that a pattern declares is called; `undefined` where it is handed on, so that anybody may call it. */
export function callsOf(name: Identifier, env: Env): CallExpression[] | undefined {
  const declared = declarationAt(name);
  const calls: CallExpression[] = [];
  for (const node of env.module.tree.identifiers(new Set([name.name]))) {
    const isReference = isIdentifier(node) && referenceAt(node) === node;
    if (node === name || !isReference || !declared || !isSame(declarationOf(name.name, node), declared)) {
      continue;
    }
    const call = callOf(node);
    if (!call) {
      return undefined;
    }
    calls.push(call);
  }
  return calls;
}

function isSame(a: Declaration | undefined, b: Declaration): boolean {
  switch (b.kind) {
    case 'variable':
      return a?.kind === 'variable' && a.declarator === b.declarator;
    case 'function':
      return a?.kind === 'function' && a.node === b.node;
    case 'parameter':
      return a?.kind === 'parameter' && a.fn === b.fn && a.index === b.index;
    default:
      return false;
  }
}

/** What a place does to the name or the member that stands there. */
export function changeAt(node: Expression): Change | undefined {
  const { parent } = node;
  const assignment = assignmentTo(node);
  if (assignment) {
    return assignedBy(assignment);
  }
  if (parent?.type === 'UpdateExpression') {
    return { how: 'count', nodes: [] };
  }
  if (isCall(parent)) {
    return parent.callee === node ? undefined : HANDED_OVER;
  }
  if (isMember(parent)) {
    return parent.object === node ? changeOfMember(parent) : undefined;
  }
  return isIdentifier(node) && PATTERNS.has(parent?.type) ? takenApart(node) : undefined;
}

const PATTERNS: ReadonlySet<Node['type'] | undefined> = new Set([
  'PatternProperty',
  'ObjectPattern',
  'ArrayPattern',
  'AssignmentPattern',
  'RestElement',
]);

/** `({ tag: name } = value)`, for the name. */
function takenApart(name: Identifier): Change | undefined {
  let pattern: Node = name;
  while (PATTERNS.has(pattern.parent?.type)) {
    pattern = pattern.parent as Node;
  }
  const assignment = assignmentTo(pattern);
  const change: Change[] = [];
  if (assignment) {
    bind(assignment.left, [], undefined, (bound, steps) => {
      if (bound === name.name) {
        change.push({ how: 'assign', nodes: [assignment.right], steps });
      }
    });
  }
  return change[0];
}

/** `list.push(a)`, `map.set(key, a)`, `object.key = a`, `list[index] = a`. */
function changeOfMember(member: MemberExpression): Change | undefined {
  const assignment = assignmentTo(member);
  if (assignment) {
    return { how: 'set', key: keyOf(member), nodes: [assignment.right] };
  }
  const first = callOf(member);
  if (!first) {
    return undefined;
  }
  const [key, value] = first.arguments;
  if (nameOf(member.property) === 'set' && key && !isSpread(key) && value) {
    return { how: 'set', key, nodes: [value] };
  }
  const nodes = addedBy(member);
  const before = nameOf(member.property) === 'unshift';
  const call = outermost(first, (around, inner) =>
    isCall(around) ? around.callee === inner : isMember(around) && around.object === inner,
  );
  if (call.parent?.type !== 'ExpressionStatement' || !isCall(call)) {
    return nodes.length > 0 ? { how: 'add', nodes, before } : undefined;
  }
  return { how: nodes.length > 0 ? 'add' : 'call', nodes, before, call };
}

/** `tags.add(a).add(b)`: what all of them add. */
function addedBy(member: MemberExpression): readonly (Expression | SpreadElement)[] {
  const call = ADDING.has(nameOf(member.property)) ? callOf(member) : undefined;
  return call ? [...call.arguments, ...(isMember(call.parent) ? addedBy(call.parent) : [])] : [];
}

function keyOf({ property, computed }: MemberExpression): string | Expression {
  return computed ? property : nameOf(property);
}

function assignedBy({ operator, right }: AssignmentExpression): Change | undefined {
  switch (operator) {
    case '=':
    case '??=':
    case '||=':
      return { how: 'assign', nodes: [right] };
    case '+=':
      return { how: 'append', nodes: [right] };
    default:
      return undefined;
  }
}
