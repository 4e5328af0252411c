import type { FileId } from '../../model.ts';
import type { Resolution } from '../modules/resolver.ts';
import type {
  CallExpression,
  ClassMember,
  ClassNode,
  Expression,
  FunctionNode,
  JSXElement,
  MemberExpression,
  NewExpression,
  Node,
  ObjectExpression,
  SpreadElement,
  Statement,
  TypeNode,
} from '../nodes.ts';
import { forEachChild } from '../parse/walk.ts';
import { exportsOf } from './exports.ts';
import { callExternal, type GlobalContext } from './globals.ts';
import { callMethod } from './methods.ts';
import { nameOf, reasonOf } from './names.ts';
import { type Declaration, declarationOf, isFunction, keyName, type Step, scopeOf } from './scopes.ts';
import { memberTypeOf, type TypeReader, textsOf as textsOfType } from './types.ts';
import {
  type Argument,
  concat,
  type Env,
  either,
  exactText,
  type Frame,
  type Module,
  mapOptions,
  optionsOf,
  type TextValue,
  TOO_COMPLEX,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from './values.ts';

/** The files that an evaluation may look into. */
export interface ModuleGraph {
  /** A file's syntax tree; `undefined` where it cannot be read. */
  load(file: FileId): Module | undefined;
  resolve(specifier: string, from: FileId): Resolution;
  /** What a framework makes known everywhere without an import; `undefined` for a real global. */
  autoImport(name: string, from: FileId): { readonly file: FileId; readonly name: string } | undefined;
}

/** How an expression's value is found. One evaluator serves many questions; each question has a budget of its own. */
export interface Evaluator {
  /** Begins a question: what was spent before does not count. */
  refill(): void;
  evaluate(node: Expression | SpreadElement, env: Env): Value;
  /** The result of calling a function with these arguments. */
  apply(callee: Value, args: readonly Argument[]): Value;
  /** The arguments of a call as its callee sees them. */
  argumentsOf(call: CallExpression | NewExpression, env: Env): readonly Argument[];
  member(value: Value, name: string): Value;
  elementsOf(value: Value): readonly Value[] | undefined;
  /** The texts that a value may be; a value without any is a hole of its name. */
  textsOf(value: Value): readonly TextValue[];
  /** What a parameter stands for in these frames; `undefined` where the function is not being applied. */
  argumentFor(declaration: Declaration & { kind: 'parameter' }, env: Env): readonly Argument[] | undefined;
  /** Takes the steps of a pattern from a value. */
  walk(value: Value, steps: readonly Step[], env: Env): Value;
  exported(module: Module, name: string): Value;
  declared(declaration: Declaration, env: Env, at: Node): Value;
  valueOfArgument(argument: Argument): Value;
}

const BUDGET = 6000;
const MOST_DEPTH = 60;
const MOST_CALLS = 12;
const MOST_MEMBERS = 2000;

export function createEvaluator(graph: ModuleGraph): Evaluator {
  let budget = BUDGET;
  let depth = 0;
  /** Values of declarations at module level, which do not depend on who asks. */
  const settled = new WeakMap<Node, Value>();
  const pending = new Set<Node>();
  /** What variables hold while the assignments behind their declaration are worked through. */
  const before = new Map<Node, { readonly value: Value; read: boolean }>();

  function evaluate(node: Expression | SpreadElement, env: Env): Value {
    if (budget-- <= 0 || depth >= MOST_DEPTH) {
      return TOO_COMPLEX;
    }
    depth++;
    try {
      return evaluateNode(node, env);
    } finally {
      depth--;
    }
  }

  function evaluateNode(node: Expression | SpreadElement, env: Env): Value {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'string' ? text(node.value) : { kind: 'constant', value: node.value };
      case 'TemplateLiteral':
        return concat(
          node.quasis.flatMap((quasi, index) => {
            const expression = node.expressions[index];
            const piece = [text(quasi)];
            return expression ? [piece, pieceOf(evaluate(expression, env), nameOf(expression))] : [piece];
          }),
        );
      case 'TaggedTemplateExpression':
        return node.tag.type === 'MemberExpression' && nameOf(node.tag) === 'raw'
          ? evaluate(node.quasi, env)
          : unknown('runtime', nameOf(node.tag));
      case 'Identifier':
        return evaluateName(node.name, node, env);
      case 'MemberExpression':
        return evaluateMember(node, env);
      case 'CallExpression':
        return evaluateCall(node, env);
      case 'NewExpression':
        return evaluateNew(node, env);
      case 'ArrayExpression':
        return {
          kind: 'list',
          items: node.elements.flatMap((element) => (element ? elementValues(element, env) : [])),
        };
      case 'ObjectExpression':
        return { kind: 'object', node, env };
      case 'ConditionalExpression':
        return either([evaluate(node.consequent, env), evaluate(node.alternate, env)]);
      case 'LogicalExpression':
        return evaluateLogical(node.operator, node.left, node.right, env);
      case 'BinaryExpression':
        return evaluateBinary(node.operator, node.left, node.right, env);
      case 'AssignmentExpression':
        return evaluate(node.right, env);
      case 'SequenceExpression': {
        const last = node.expressions.at(-1);
        return last ? evaluate(last, env) : UNDEFINED;
      }
      case 'AwaitExpression':
        return evaluate(node.argument, env);
      case 'SpreadElement':
        return evaluate(node.argument, env);
      case 'TSAsExpression':
        return evaluateAs(node.expression, node.typeAnnotation, env);
      case 'ThisExpression':
        return self(node, env);
      case 'Super':
        return unknown('runtime', 'super');
      case 'ImportExpression':
        return importedNamespace(exactText(evaluate(node.source, env)), env);
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { kind: 'function', node, env, self: undefined };
      case 'ClassExpression':
      case 'ClassDeclaration':
        return { kind: 'class', node, env };
      case 'UnaryExpression':
        return node.operator === 'void' ? UNDEFINED : unknown('runtime', nameOf(node));
      default:
        return unknown('runtime', nameOf(node));
    }
  }

  function evaluateLogical(operator: string, left: Expression, right: Expression, env: Env): Value {
    if (operator === '&&') {
      return either([evaluate(right, env), UNDEFINED]);
    }
    const first = evaluate(left, env);
    const certain = optionsOf(first).every((option) => option.kind !== 'unknown' && option.kind !== 'constant');
    return certain
      ? first
      : either([
          ...optionsOf(first).filter((option) => option.kind !== 'constant' || option.value),
          evaluate(right, env),
        ]);
  }

  function evaluateBinary(operator: string, left: Expression, right: Expression, env: Env): Value {
    const sides = [evaluate(left, env), evaluate(right, env)];
    const text = sides.some((side) => optionsOf(side).some((option) => option.kind === 'text'));
    if (operator !== '+' || (!text && sides.some((side) => side.kind === 'constant'))) {
      return unknown('runtime', nameOf(left), paramsOf(sides));
    }
    return concat([pieceOf(sides[0] as Value, nameOf(left)), pieceOf(sides[1] as Value, nameOf(right))]);
  }

  /** What a part of a longer text may be: where it is not always known, it is a hole, whatever it falls back on. */
  function pieceOf(value: Value, name: string): readonly TextValue[] {
    const texts = textsOf(value, name);
    const open = texts.filter((each) => each.parts.length > 0 && each.parts.every((part) => typeof part !== 'string'));
    return open.length > 0 ? open.slice(0, 1) : texts;
  }

  /** A cast to a union of texts names the values of what is not known otherwise. */
  function evaluateAs(expression: Expression, type: TypeNode | undefined, env: Env): Value {
    const value = evaluate(expression, env);
    return value.kind === 'unknown' && type ? { ...value, type: { node: type, env } } : value;
  }

  function elementValues(element: Expression | SpreadElement, env: Env): readonly Value[] {
    if (element.type !== 'SpreadElement') {
      return [evaluate(element, env)];
    }
    const value = evaluate(element.argument, env);
    return optionsOf(value).flatMap((option) => elementsOf(option) ?? (option.kind === 'constant' ? [] : [option]));
  }

  // ---- names

  function evaluateName(name: string, at: Node, env: Env): Value {
    const declaration = declarationOf(name, at);
    if (declaration) {
      return declared(declaration, env, at);
    }
    if (name === 'undefined') {
      return UNDEFINED;
    }
    const auto = graph.autoImport(name, env.module.file);
    const module = auto && graph.load(auto.file);
    return module ? exported(module, auto.name) : { kind: 'external', module: '', path: [name] };
  }

  function declared(declaration: Declaration, env: Env, at: Node): Value {
    switch (declaration.kind) {
      case 'variable':
        return variable(declaration, env);
      case 'parameter':
        return parameter(declaration, env);
      case 'each': {
        const elements = elementsOf(evaluate(declaration.loop.right, env));
        const value = elements
          ? either(elements)
          : carried(evaluate(declaration.loop.right, env), nameOf(declaration.loop.right));
        return walk(value, declaration.steps, env);
      }
      case 'function':
        return { kind: 'function', node: declaration.node, env: atLevelOf(declaration.node, env), self: undefined };
      case 'class':
        return { kind: 'class', node: declaration.node, env };
      case 'enum':
        return { kind: 'enum', node: declaration.node, env };
      case 'import':
        return imported(declaration.node.source, declaration.specifier.imported, env);
      case 'module':
        return { kind: 'record', entries: namespaceMembers(declaration, env) };
      default:
        return unknown('runtime', at.type === 'Identifier' ? at.name : 'value');
    }
  }

  /** The frames that a function declared here can see: those of the functions around it. */
  function atLevelOf(fn: FunctionNode, env: Env): Env {
    let { frame } = env;
    while (frame && !isAround(frame.fn, fn)) {
      frame = frame.outer;
    }
    return frame === env.frame ? env : { module: env.module, frame };
  }

  function namespaceMembers(declaration: Declaration & { kind: 'module' }, env: Env): ReadonlyMap<string, Value> {
    const members = new Map<string, Value>();
    for (const [name, inner] of scopeOf(declaration.node.body)) {
      members.set(name, declared(inner, env, declaration.node.body));
    }
    for (const statement of declaration.node.body.body) {
      const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
      if (inner?.type === 'VariableDeclaration') {
        for (const { id } of inner.declarations) {
          if (id.type === 'Identifier') {
            members.set(id.name, evaluateName(id.name, id, env));
          }
        }
      }
    }
    return members;
  }

  function variable(declaration: Declaration & { kind: 'variable' }, env: Env): Value {
    const { declarator, statement, steps, type } = declaration;
    const own = env.frame === undefined;
    const known = own && steps.length === 0 ? settled.get(declarator) : undefined;
    if (known) {
      return known;
    }
    if (pending.has(declarator)) {
      return soFar(declarator);
    }
    pending.add(declarator);
    try {
      const initial = declarator.init ? walk(evaluate(declarator.init, env), steps, env) : undefined;
      const value = withChanges(initial, declaration, env, statement.kind !== 'const');
      const typed = value.kind === 'unknown' && type && !value.type ? { ...value, type: { node: type, env } } : value;
      if (own && steps.length === 0 && budget > 0) {
        settled.set(declarator, typed);
      }
      return typed;
    } finally {
      pending.delete(declarator);
      before.delete(declarator);
    }
  }

  /** What a variable held before the assignment that asks for it: `tag = tag.replace(…)`. */
  function soFar(declarator: Node): Value {
    const held = before.get(declarator);
    if (!held) {
      return TOO_COMPLEX;
    }
    held.read = true;
    return held.value;
  }

  /** What pushes and assignments after the declaration add. */
  function withChanges(
    initial: Value | undefined,
    declaration: Declaration & { kind: 'variable' },
    env: Env,
    assignable: boolean,
  ): Value {
    const mayGrow = initial?.kind === 'list' || (initial === undefined && assignable);
    const id = declaration.declarator.id;
    if (id.type !== 'Identifier' || (!assignable && !mayGrow)) {
      return initial ?? unknown('runtime', id.type === 'Identifier' ? id.name : 'value');
    }
    const added: Value[] = [];
    let held = initial ? [initial] : [];
    for (const change of changesOf(declaration, env)) {
      if (change.how === 'add') {
        added.push(...change.nodes.flatMap((node) => elementValues(node, env)));
      } else {
        held = assigned(declaration.declarator, held, change, env);
      }
    }
    if (held.length === 0) {
      return unknown('runtime', id.name);
    }
    const grown =
      added.length === 0
        ? held
        : held.map((base): Value => (base.kind === 'list' ? { kind: 'list', items: [...base.items, ...added] } : base));
    return either(grown.filter((value) => grown.length === 1 || value.kind !== 'constant'));
  }

  /** What a variable may hold after an assignment. One that builds on what was there takes its place. */
  function assigned(declarator: Node, held: readonly Value[], change: Change, env: Env): Value[] {
    const earlier = { value: either(held), read: false };
    before.set(declarator, earlier);
    const values = change.nodes.map((node) => evaluate(node, env));
    if (change.how === 'append') {
      return held.length === 0
        ? values
        : [concat([textsOf(earlier.value), ...values.map((value) => pieceOf(value, 'value'))])];
    }
    return earlier.read ? values : [...held, ...values];
  }

  function parameter(declaration: Declaration & { kind: 'parameter' }, env: Env): Value {
    const args = argumentFor(declaration, env);
    if (args) {
      const value: Value = declaration.rest
        ? { kind: 'list', items: args.flatMap((arg) => spreadValues(arg)) }
        : args[0]
          ? valueOfArgument(args[0])
          : UNDEFINED;
      return walk(value, declaration.steps, env);
    }
    const elements = callbackElements(declaration, env);
    if (elements) {
      return walk(either(elements), declaration.steps, env);
    }
    return unbound(declaration, env);
  }

  function unbound(declaration: Declaration & { kind: 'parameter' }, env: Env): Value {
    const { fn, index, steps, type } = declaration;
    const pattern = fn.params[index];
    const inner =
      pattern?.type === 'AssignmentPattern'
        ? pattern.left
        : pattern?.type === 'RestElement'
          ? pattern.argument
          : pattern;
    const whole = inner && 'typeAnnotation' in inner ? inner.typeAnnotation : undefined;
    const name = lastName(steps) ?? (inner?.type === 'Identifier' ? inner.name : 'value');
    const last = steps.at(-1);
    const typeHere = type ?? (steps.length === 0 ? whole : undefined);
    const fromAlias = whole && last?.step === 'member' ? memberTypeOf(whole, last.name, env, types) : undefined;
    const typed = fromAlias ?? (typeHere && { node: typeHere, env });
    const external = typed && externalType(typed.node, typed.env);
    if (external) {
      return external;
    }
    const instance = typed && instanceOf(typed.node, typed.env);
    if (instance) {
      return instance;
    }
    const value: Value = { ...unknown('parameter', name, [fn]), ...(typed ? { type: typed } : {}) };
    const fallback =
      last?.step === 'default'
        ? evaluate(last.value, env)
        : pattern?.type === 'AssignmentPattern' && steps.length <= 1
          ? evaluate(pattern.right, env)
          : undefined;
    return fallback ? either([value, fallback]) : value;
  }

  /** A parameter typed as a class of a package stands for an object of it. */
  function externalType(type: TypeNode, env: Env): Value | undefined {
    const found = type.type === 'TSTypeReference' ? declarationOf(type.name, type) : undefined;
    if (found?.kind !== 'import') {
      return undefined;
    }
    const target = graph.resolve(found.node.source, env.module.file);
    return target.kind === 'external'
      ? { kind: 'external', module: found.node.source, path: [found.specifier.imported, '()'] }
      : undefined;
  }

  function instanceOf(type: TypeNode, env: Env): Value | undefined {
    const found = type.type === 'TSTypeReference' ? types.lookUp(type.name, type, env) : undefined;
    return found?.declaration.kind === 'class'
      ? { kind: 'instance', node: found.declaration.node, env: found.env, args: [] }
      : undefined;
  }

  function argumentFor(declaration: Declaration & { kind: 'parameter' }, env: Env): readonly Argument[] | undefined {
    for (let { frame } = env; frame; frame = frame.outer) {
      if (frame.fn === declaration.fn) {
        const args = spreadArguments(frame.args);
        return declaration.rest ? args.slice(declaration.index) : args.slice(declaration.index, declaration.index + 1);
      }
    }
    return undefined;
  }

  /** `f(...list)`: each known element is an argument of its own. */
  function spreadArguments(args: readonly Argument[]): readonly Argument[] {
    if (!args.some((arg) => 'node' in arg && arg.node.type === 'SpreadElement')) {
      return args;
    }
    return args.flatMap((arg): readonly Argument[] => {
      if (!('node' in arg) || arg.node.type !== 'SpreadElement') {
        return [arg];
      }
      const elements = elementsOf(evaluate(arg.node.argument, arg.env));
      return elements ? elements.map((value) => ({ value })) : [arg];
    });
  }

  function spreadValues(arg: Argument): readonly Value[] {
    if ('node' in arg) {
      return elementValues(arg.node, arg.env);
    }
    return [valueOfArgument(arg)];
  }

  function valueOfArgument(arg: Argument): Value {
    if ('value' in arg) {
      return arg.value;
    }
    return 'props' in arg ? { kind: 'props', element: arg.props, env: arg.env } : evaluate(arg.node, arg.env);
  }

  /** `list.map((item) => …)`: the parameter stands for each element of the list. */
  function callbackElements(declaration: Declaration & { kind: 'parameter' }, env: Env): readonly Value[] | undefined {
    const list = callbackList(declaration);
    const value = list && evaluate(list, env);
    if (!value) {
      return undefined;
    }
    const elements = elementsOf(value);
    if (elements?.length === 0) {
      return [unknown('runtime', nameOf(list))]; // it would not be run through if nothing ever filled it
    }
    return elements ?? optionsOf(value).map((option) => carried(option, nameOf(list)));
  }

  // ---- members

  function evaluateMember(node: MemberExpression, env: Env): Value {
    const object = evaluate(node.object, env);
    if (!node.computed) {
      return named(member(object, nameOf(node.property)), node);
    }
    const index = evaluate(node.property, env);
    const names = optionsOf(index).map(exactText);
    if (names.every((name) => name !== undefined)) {
      return named(either(names.map((name) => member(object, name))), node);
    }
    return anyMember(object, index, node);
  }

  /** `MAP[key]` with an unknown key: any of its members, or those that the key's type names. */
  function anyMember(object: Value, index: Value, node: MemberExpression): Value {
    const typed =
      index.kind === 'unknown' && index.type ? textsOfType(index.type.node, index.type.env, types) : undefined;
    const keys = typed ?? keysOf(object);
    if (keys && keys.length > 0 && keys.length <= MOST_MEMBERS) {
      return either(keys.map((key) => member(object, key)));
    }
    const elements = elementsOf(object);
    return elements && elements.length > 0 ? either(elements) : carried(object, nameOf(node));
  }

  function member(value: Value, name: string): Value {
    switch (value.kind) {
      case 'either':
        return mapOptions(value, (option) => member(option, name));
      case 'object':
        return objectMember(value.node, name, value) ?? UNDEFINED;
      case 'record':
        return value.entries.get(name) ?? UNDEFINED;
      case 'props':
        return attribute(value, name);
      case 'class':
        return classMember(value.node, name, true, value) ?? carried(value, name);
      case 'instance':
        return classMember(value.node, name, false, value) ?? carried(value, name);
      case 'enum':
        return enumMember(value, name);
      case 'namespace':
        return exported(value.module, name);
      case 'external':
        return { ...value, path: [...value.path, name] };
      case 'list': {
        const index = Number(name);
        return Number.isInteger(index) ? (value.items[index] ?? UNDEFINED) : unknown('runtime', name);
      }
      case 'function':
        return functionMember(value, name);
      case 'asset':
        return name === 'src' || name === 'default' ? value : unknown('runtime', name);
      case 'unknown': {
        const typed = value.type && memberTypeOf(value.type.node, name, value.type.env, types);
        return { kind: 'unknown', reason: value.reason, name, params: value.params, ...(typed ? { type: typed } : {}) };
      }
      case 'constant':
        return UNDEFINED;
      default:
        return unknown('runtime', name);
    }
  }

  function objectMember(node: ObjectExpression, name: string, value: Value & { kind: 'object' }): Value | undefined {
    let open: Value | undefined;
    for (let at = node.properties.length - 1; at >= 0; at--) {
      const property = node.properties[at];
      if (property?.type === 'SpreadElement') {
        const spread = evaluate(property.argument, value.env);
        const found = mapOptions(spread, (option) => member(option, name));
        const options = optionsOf(found).filter((option) => option.kind !== 'constant');
        if (options.length > 0 && options.every((option) => option.kind !== 'unknown')) {
          return either(open ? [...options, open] : options);
        }
        open ??= options.find((option) => option.kind === 'unknown');
      } else if (property && propertyName(property.key, property.computed, value.env) === name) {
        const found = propertyValue(property.value, property.kind, value);
        return open ? either([found, open]) : found;
      }
    }
    return open;
  }

  function propertyName(key: Expression, computed: boolean, env: Env): string | undefined {
    return keyName(key, computed) ?? (computed ? exactText(evaluate(key, env)) : undefined);
  }

  function propertyValue(node: Expression, kind: 'init' | 'get' | 'set', self: Value & { env: Env }): Value {
    if (isFunction(node)) {
      const fn: Value = { kind: 'function', node, env: self.env, self };
      return kind === 'get' ? apply(fn, []) : fn;
    }
    return evaluate(node, self.env);
  }

  function attribute(value: Value & { kind: 'props' }, name: string): Value {
    for (let at = value.element.attributes.length - 1; at >= 0; at--) {
      const attribute = value.element.attributes[at];
      if (attribute?.type === 'JSXSpreadAttribute') {
        const found = member(evaluate(attribute.argument, value.env), name);
        if (found.kind !== 'constant' && (found.kind !== 'unknown' || !isWritten(value.element, name))) {
          return found;
        }
      } else if (attribute?.name === name) {
        return attribute.value ? evaluate(attribute.value, value.env) : { kind: 'constant', value: true };
      }
    }
    return UNDEFINED;
  }

  function classMember(
    node: ClassNode,
    name: string,
    isStatic: boolean,
    self: Value & { env: Env },
  ): Value | undefined {
    for (const member of node.members) {
      if (member.static === isStatic && keyName(member.key, member.computed) === name && member.kind !== 'set') {
        return memberValue(member, self);
      }
    }
    const assigned = isStatic ? undefined : constructorMember(node, name, self);
    if (assigned) {
      return assigned;
    }
    const base = node.superClass ? evaluate(node.superClass, self.env) : undefined;
    return base?.kind === 'class' && base.node !== node
      ? classMember(base.node, name, isStatic, { ...self, env: base.env })
      : undefined;
  }

  function memberValue(member: ClassMember, self: Value & { env: Env }): Value {
    const { value } = member;
    if (value && isFunction(value)) {
      const fn: Value = { kind: 'function', node: value, env: self.env, self };
      return member.kind === 'get' ? apply(fn, []) : fn;
    }
    return value ? evaluate(value, self.env) : unknown('runtime', nameOf(member.key));
  }

  /** `this.x = …` in the constructor, and its parameter properties. */
  function constructorMember(node: ClassNode, name: string, self: Value & { env: Env }): Value | undefined {
    const fn = node.members.find((member) => member.kind === 'constructor')?.value;
    if (!fn || !isFunction(fn)) {
      return undefined;
    }
    const args = self.kind === 'instance' ? self.args : [];
    const env: Env =
      args.length > 0 ? { module: self.env.module, frame: frameOf(fn, args, self, self.env.frame) } : self.env;
    for (const param of fn.params) {
      const id = param.type === 'AssignmentPattern' ? param.left : param;
      if (id.type === 'Identifier' && id.property && id.name === name) {
        return evaluateName(name, fn.body ?? fn, env);
      }
    }
    for (const statement of fn.body?.type === 'BlockStatement' ? fn.body.body : []) {
      const assignment = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
      if (
        assignment?.type === 'AssignmentExpression' &&
        assignment.left.type === 'MemberExpression' &&
        assignment.left.object.type === 'ThisExpression' &&
        nameOf(assignment.left.property) === name
      ) {
        return evaluate(assignment.right, env);
      }
    }
    return undefined;
  }

  function enumMember(value: Value & { kind: 'enum' }, name: string): Value {
    const index = value.node.members.findIndex((member) => member.name === name);
    const found = value.node.members[index];
    if (!found) {
      return UNDEFINED;
    }
    return found.init ? evaluate(found.init, value.env) : { kind: 'constant', value: index };
  }

  function functionMember(value: Value & { kind: 'function' }, name: string): Value {
    if (name === 'bind' || name === 'call' || name === 'apply') {
      return { kind: 'record', entries: new Map([['()', value]]) };
    }
    return unknown('runtime', name);
  }

  function self(at: Node, env: Env): Value {
    let child: Node = at;
    for (let node = at.parent; node; child = node, node = node.parent) {
      if (node.type === 'ClassMember' && child !== node.key) {
        const owner = node.parent;
        if (owner?.type === 'ClassDeclaration' || owner?.type === 'ClassExpression') {
          return (
            boundSelf(env, child) ??
            (node.static ? { kind: 'class', node: owner, env } : { kind: 'instance', node: owner, env, args: [] })
          );
        }
      }
      if (
        (node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration') &&
        node.parent?.type !== 'ClassMember'
      ) {
        const bound = boundSelf(env, node);
        if (bound) {
          return bound;
        }
        const property = node.parent?.type === 'Property' ? node.parent.parent : undefined;
        return property?.type === 'ObjectExpression'
          ? { kind: 'object', node: property, env }
          : unknown('runtime', 'this');
      }
    }
    return unknown('runtime', 'this');
  }

  function boundSelf(env: Env, fn: Node): Value | undefined {
    for (let { frame } = env; frame; frame = frame.outer) {
      if (frame.fn === fn) {
        return frame.self;
      }
    }
    return undefined;
  }

  // ---- calls

  function evaluateCall(node: CallExpression, env: Env): Value {
    if (node.callee.type === 'Identifier' && node.callee.name === 'require' && !declarationOf('require', node)) {
      const source = node.arguments[0];
      return source ? importedNamespace(exactText(evaluate(source, env)), env) : UNDEFINED;
    }
    const args = argumentsOf(node, env);
    if (node.callee.type === 'MemberExpression' && !node.callee.computed) {
      const object = evaluate(node.callee.object, env);
      const name = nameOf(node.callee.property);
      return named(
        mapOptions(object, (option) => callMember(option, name, args, node)),
        node,
      );
    }
    const callee = evaluate(node.callee, env);
    return named(
      mapOptions(callee, (option) => apply(option, args)),
      node,
    );
  }

  function callMember(object: Value, name: string, args: readonly Argument[], node: CallExpression): Value {
    if (name === 'then' && object.kind !== 'external' && args[0]) {
      return apply(valueOfArgument(args[0]), [{ value: object }]);
    }
    if (object.kind === 'function' && (name === 'call' || name === 'bind')) {
      return name === 'bind' && args.length < 2 ? object : apply(object, args.slice(1));
    }
    if (object.kind === 'record' && (name === 'get' || name === 'values')) {
      const key = args[0] && exactText(valueOfArgument(args[0]));
      return key === undefined || name === 'values'
        ? { kind: 'list', items: [...object.entries.values()] }
        : member(object, key);
    }
    const result = callMethod(object, name, args, context);
    if (result) {
      return result;
    }
    if (object.kind === 'unknown') {
      const named = nameOf(node);
      return { ...unknown(object.reason, named === name ? name : object.name, object.params) };
    }
    return apply(member(object, name), args);
  }

  function apply(callee: Value, args: readonly Argument[]): Value {
    switch (callee.kind) {
      case 'either':
        return mapOptions(callee, (option) => apply(option, args));
      case 'function':
        return applyFunction(callee, args);
      case 'external': {
        const known = callExternal(callee.module, callee.path, args, context);
        return known ?? { ...callee, path: [...callee.path, '()'] };
      }
      case 'class':
        return { kind: 'instance', node: callee.node, env: callee.env, args };
      case 'unknown':
        return { ...unknown(callee.reason, callee.name, callee.params) };
      default:
        return unknown('runtime', 'value');
    }
  }

  function applyFunction(callee: Value & { kind: 'function' }, args: readonly Argument[]): Value {
    const { node, env } = callee;
    if (
      budget-- <= 0 ||
      applications(env.frame, node) >= 2 ||
      framesIn(env.frame) >= MOST_CALLS ||
      depth >= MOST_DEPTH
    ) {
      return TOO_COMPLEX;
    }
    if (!node.body || node.generator) {
      return unknown('runtime', node.id?.name ?? 'value');
    }
    const inner: Env = { module: env.module, frame: frameOf(node, args, callee.self, env.frame) };
    depth++;
    try {
      if (node.body.type !== 'BlockStatement') {
        return evaluate(node.body, inner);
      }
      const returned = returnsOf(node.body.body).map((each) => (each ? evaluate(each, inner) : UNDEFINED));
      return returned.length === 0 ? UNDEFINED : either(withoutEmpty(returned));
    } finally {
      depth--;
    }
  }

  function evaluateNew(node: NewExpression, env: Env): Value {
    return named(
      mapOptions(evaluate(node.callee, env), (option) => apply(option, argumentsOf(node, env))),
      node,
    );
  }

  function argumentsOf(call: CallExpression | NewExpression, env: Env): readonly Argument[] {
    return call.arguments.map((node) => ({ node, env }));
  }

  // ---- modules

  function imported(source: string, name: string, env: Env): Value {
    const target = graph.resolve(source, env.module.file);
    switch (target.kind) {
      case 'external':
        return { kind: 'external', module: source, path: name === '*' ? [] : [name] };
      case 'asset':
        return { kind: 'asset', file: target.file };
      case 'file': {
        const module = graph.load(target.file);
        if (!module) {
          return unknown('outside', name);
        }
        return name === '*' ? { kind: 'namespace', module } : exported(module, name);
      }
      default:
        return unknown('outside', name);
    }
  }

  function importedNamespace(source: string | undefined, env: Env): Value {
    return source === undefined ? unknown('runtime', 'import') : imported(source, '*', env);
  }

  function exported(module: Module, name: string): Value {
    return exportedFrom(module, name, new Set()) ?? unknown('outside', name);
  }

  function exportedFrom(module: Module, name: string, visited: Set<Module>): Value | undefined {
    if (visited.has(module) || visited.size > MOST_DEPTH) {
      return undefined;
    }
    visited.add(module);
    const { names, stars } = exportsOf(module.tree);
    const env: Env = { module, frame: undefined };
    const found = names.get(name);
    if (found) {
      switch (found.kind) {
        case 'local':
          return evaluateName(found.name, module.tree.program, env);
        case 'node':
          return evaluate(found.node, env);
        case 'from':
          return fromSource(found.source, found.name, module, visited);
      }
    }
    for (const star of stars) {
      const value = name === 'default' ? undefined : fromSource(star, name, module, visited);
      if (value && !(value.kind === 'external' && stars.length > 1)) {
        return value;
      }
    }
    return undefined;
  }

  function fromSource(source: string, name: string, module: Module, visited: Set<Module>): Value | undefined {
    const target = graph.resolve(source, module.file);
    if (target.kind === 'file' && name !== '*') {
      const next = graph.load(target.file);
      return next && exportedFrom(next, name, visited);
    }
    return imported(source, name, { module, frame: undefined });
  }

  // ---- shapes

  function walk(value: Value, steps: readonly Step[], env: Env): Value {
    let at = value;
    for (const step of steps) {
      switch (step.step) {
        case 'member':
          at = member(at, step.name);
          break;
        case 'index':
          at = mapOptions(at, (option) =>
            option.kind === 'list' ? (option.items[step.index] ?? UNDEFINED) : carried(option, 'value'),
          );
          break;
        case 'default':
          at = optionsOf(at).some((option) => option.kind === 'constant' && option.value === undefined)
            ? either([...optionsOf(at).filter((option) => option.kind !== 'constant'), evaluate(step.value, env)])
            : at.kind === 'unknown'
              ? either([at, evaluate(step.value, env)])
              : at;
          break;
      }
    }
    return at;
  }

  function elementsOf(value: Value): readonly Value[] | undefined {
    if (value.kind === 'either') {
      const each = value.options.filter((option) => option.kind !== 'constant').map(elementsOf);
      return each.every((items) => items !== undefined) ? each.flat() : undefined;
    }
    return value.kind === 'list' ? value.items : undefined;
  }

  function keysOf(value: Value): readonly string[] | undefined {
    switch (value.kind) {
      case 'object':
        return objectKeys(value);
      case 'record':
        return [...value.entries.keys()];
      case 'enum':
        return value.node.members.map((each) => each.name);
      case 'class':
        return value.node.members
          .filter((each) => each.static)
          .flatMap((each) => keyName(each.key, each.computed) ?? []);
      case 'list':
        return value.items.map((_, index) => String(index));
      case 'namespace':
        return [...exportsOf(value.module.tree).names.keys()];
      default:
        return undefined;
    }
  }

  function objectKeys(value: Value & { kind: 'object' }): readonly string[] | undefined {
    const keys = new Set<string>();
    for (const property of value.node.properties) {
      const names =
        property.type === 'SpreadElement'
          ? keysOf(evaluate(property.argument, value.env))
          : [propertyName(property.key, property.computed, value.env)];
      for (const name of names ?? [undefined]) {
        if (name === undefined) {
          return undefined;
        }
        keys.add(name);
      }
    }
    return [...keys];
  }

  function textsOf(value: Value, name?: string): readonly TextValue[] {
    switch (value.kind) {
      case 'either': {
        const options = value.options.filter(
          (option) => option.kind !== 'constant' || typeof option.value === 'number',
        );
        return options.length === 0 ? textsOf(UNDEFINED, name) : options.flatMap((option) => textsOf(option, name));
      }
      case 'text':
        return [value];
      case 'constant':
        // Nobody means the word "undefined": what is missing here is there when the code runs.
        return value.value === undefined || value.value === null
          ? [{ kind: 'text', parts: [{ hole: name ?? 'value' }], params: [] }]
          : [text(String(value.value))];
      case 'list':
        return textsOf(callMethod(value, 'join', [], context) ?? TOO_COMPLEX, name);
      case 'unknown': {
        const typed = value.type && textsOfType(value.type.node, value.type.env, types);
        return typed
          ? typed.map((each) => ({ ...text(each), params: value.params }))
          : [{ kind: 'text', parts: [{ hole: name ?? value.name }], params: value.params }];
      }
      default:
        return [{ kind: 'text', parts: [{ hole: name ?? externalName(value) }], params: [] }];
    }
  }

  const types: TypeReader = {
    evaluate,
    keysOf,
    member,
    elementsOf,
    lookUp(name, at, env) {
      const [first = '', ...rest] = name.split('.');
      const declaration = declarationOf(first, at);
      if (rest.length > 0 || declaration?.kind !== 'import') {
        return declaration && rest.length === 0 ? { declaration, env } : undefined;
      }
      return exportedDeclaration(declaration.node.source, declaration.specifier.imported, env.module, 0);
    },
  };

  function exportedDeclaration(
    source: string,
    name: string,
    from: Module,
    hops: number,
  ): { declaration: Declaration; env: Env } | undefined {
    const target = graph.resolve(source, from.file);
    const module = target.kind === 'file' && hops < 8 ? graph.load(target.file) : undefined;
    if (!module) {
      return undefined;
    }
    const { names, stars } = exportsOf(module.tree);
    const found = names.get(name);
    if (found?.kind === 'from') {
      return exportedDeclaration(found.source, found.name, module, hops + 1);
    }
    if (found?.kind === 'local') {
      const declaration = declarationOf(found.name, module.tree.program);
      return declaration?.kind === 'import'
        ? exportedDeclaration(declaration.node.source, declaration.specifier.imported, module, hops + 1)
        : declaration && { declaration, env: { module, frame: undefined } };
    }
    for (const star of stars) {
      const inner = exportedDeclaration(star, name, module, hops + 1);
      if (inner) {
        return inner;
      }
    }
    return undefined;
  }

  const context: GlobalContext = {
    valueOfArgument,
    textsOf: (value) => textsOf(value),
    apply,
    elementsOf,
    keysOf,
    member,
  };

  return {
    refill() {
      budget = BUDGET;
      depth = 0;
      pending.clear();
      before.clear();
    },
    evaluate,
    apply,
    argumentsOf,
    member,
    elementsOf,
    textsOf,
    argumentFor,
    walk,
    exported,
    declared,
    valueOfArgument,
  };
}

// ---- helpers without state

function externalName(value: Value): string {
  const path = value.kind === 'external' ? value.path : [];
  return path.findLast((step) => /^[\w$]+$/.test(step)) ?? 'value';
}

function paramsOf(values: readonly Value[]): readonly FunctionNode[] {
  return values
    .flatMap(optionsOf)
    .flatMap((option) => (option.kind === 'unknown' || option.kind === 'text' ? option.params : []));
}

/** Does an element name an attribute itself, beside what it spreads? */
function isWritten(element: JSXElement, name: string): boolean {
  return element.attributes.some((each) => each.type === 'JSXAttribute' && each.name === name);
}

/** What becomes of an unknown when something is taken out of it. */
function carried(value: Value, name: string): Value {
  if (value.kind === 'unknown') {
    return unknown(value.reason, name, value.params);
  }
  if (value.kind === 'text') {
    return unknown('runtime', name, value.params);
  }
  return value.kind === 'external' ? { ...value, path: [...value.path, '[]'] } : unknown('runtime', name);
}

/** Gives an unknown the name and reason that the source suggests. */
function named(value: Value, node: Expression): Value {
  if (value.kind !== 'unknown' || value.reason !== 'runtime') {
    return value;
  }
  const reason = reasonOf(node);
  return { ...value, reason, name: nameOf(node) };
}

function frameOf(
  fn: FunctionNode,
  args: readonly Argument[],
  self: Value | undefined,
  outer: Frame | undefined,
): Frame {
  return { fn, args, self, outer };
}

function applications(frame: Frame | undefined, fn: FunctionNode): number {
  let count = 0;
  for (let at = frame; at; at = at.outer) {
    count += at.fn === fn ? 1 : 0;
  }
  return count;
}

function framesIn(frame: Frame | undefined): number {
  let count = 0;
  for (let at = frame; at; at = at.outer) {
    count++;
  }
  return count;
}

function isAround(outer: Node, inner: Node): boolean {
  for (let at = inner.parent; at; at = at.parent) {
    if (at === outer) {
      return true;
    }
  }
  return false;
}

function lastName(steps: readonly Step[]): string | undefined {
  const member = steps.findLast((step) => step.step === 'member');
  return member?.step === 'member' ? member.name : undefined;
}

/** `return ''`, `return null` and the like of a guard are no values that anybody means. */
function withoutEmpty(values: readonly Value[]): readonly Value[] {
  const meant = values.filter((value) => value.kind !== 'constant' && exactText(value) !== '');
  return meant.length > 0 ? meant : values;
}

/** The arguments of all `return`s of a function's own body. */
export function returnsOf(body: readonly Statement[]): (Expression | undefined)[] {
  const found: (Expression | undefined)[] = [];
  const visit = (node: Node): void => {
    if (node.type === 'ReturnStatement') {
      found.push(node.argument);
    } else if (!isFunction(node) && node.type !== 'ClassDeclaration' && !isExpressionLike(node)) {
      forEachChild(node, visit);
    }
  };
  body.forEach(visit);
  return found;
}

const isExpressionLike = (node: Node): boolean =>
  node.type === 'ExpressionStatement' || node.type === 'VariableDeclaration';

const LIST_CALLBACKS = new Set(['map', 'forEach', 'flatMap', 'filter', 'some', 'every', 'find', 'reduce']);

/** The list over whose elements an array method calls this function, for its element parameter. */
export function callbackList(declaration: Declaration & { kind: 'parameter' }): Expression | undefined {
  const call = declaration.fn.parent;
  if (
    call?.type !== 'CallExpression' ||
    call.callee.type !== 'MemberExpression' ||
    call.arguments[0] !== declaration.fn
  ) {
    return undefined;
  }
  const name = nameOf(call.callee.property);
  const index = name === 'reduce' ? 1 : 0;
  return LIST_CALLBACKS.has(name) && declaration.index === index ? call.callee.object : undefined;
}

export interface Change {
  /** `add`: elements that are pushed; `assign`: values that take its place; `append`: texts put behind it. */
  readonly how: 'add' | 'assign' | 'append';
  readonly nodes: readonly (Expression | SpreadElement)[];
}

const ADDING = new Set(['push', 'unshift', 'add']);

/** What happens to a variable after its declaration: `x.push(…)`, `x = …`. */
export function changesOf(declaration: Declaration & { kind: 'variable' }, env: Env): Change[] {
  const { id } = declaration.declarator;
  if (id.type !== 'Identifier') {
    return [];
  }
  const changes: Change[] = [];
  for (const node of env.module.tree.identifiers(new Set([id.name]))) {
    const change = node.type === 'Identifier' ? changeAt(node) : undefined;
    if (change && isSame(declarationOf(id.name, node), declaration)) {
      changes.push(change);
    }
  }
  return changes;
}

function isSame(a: Declaration | undefined, b: Declaration & { kind: 'variable' }): boolean {
  return a?.kind === 'variable' && a.declarator === b.declarator;
}

function assignmentOf(operator: string, right: Expression): Change | undefined {
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

function changeAt(node: Expression): Change | undefined {
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression' && parent.left === node) {
    return assignmentOf(parent.operator, parent.right);
  }
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const outer = parent.parent;
    if (outer?.type === 'CallExpression' && outer.callee === parent && ADDING.has(nameOf(parent.property))) {
      return { how: 'add', nodes: outer.arguments };
    }
    if (outer?.type === 'AssignmentExpression' && outer.left === parent && parent.computed) {
      return { how: 'add', nodes: [outer.right] };
    }
  }
  return undefined;
}
