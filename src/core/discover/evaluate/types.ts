import { wordSet } from '../../word-set.ts';
import { isTypeReference } from '../kinds.ts';
import type { TSInterfaceDeclaration, TSPropertySignature, TSTypeAliasDeclaration, TypeNode } from '../nodes.ts';
import type { Context } from './context.ts';
import { elementsOf } from './elements.ts';
import { type Env, exactText, optionsOf, type TypeHere, type Value } from './values.ts';

const MOST_DEPTH = 8;
const MOST_TEXTS = 32;

/**
 * The texts that a type allows, where it names them all: `'a' | 'b'`, `keyof typeof TAGS`, `(typeof LIST)[number]`, an
 * enum, `Exclude<Kind, 'a'>`, `` `${Kind}-list` ``. `undefined` for any other type.
 */
export function textsOf(type: TypeNode, env: Env, context: Context, depth = 0): readonly string[] | undefined {
  if (depth > MOST_DEPTH) {
    return undefined;
  }
  const texts = read();
  return texts && texts.length > 0 && texts.length <= MOST_TEXTS ? [...new Set(texts)] : undefined;

  function read(): readonly string[] | undefined {
    switch (type.type) {
      case 'TSLiteralType':
        return [type.value];
      case 'TSTemplateLiteralType':
        return template(type.quasis, type.types);
      case 'TSUnionType':
        return all(type.types.filter((member) => !isNothing(member)));
      case 'TSTypeReference':
        return named(type.name, type.args);
      case 'TSTypeQuery':
        return exact([context.evaluate(type.expression, env)]);
      case 'TSKeyofType':
        return keysOfType(type.operand, env, context, depth + 1);
      case 'TSIndexedAccessType':
        return type.object.type === 'TSTypeQuery'
          ? indexed(context.evaluate(type.object.expression, env), type.index)
          : memberTexts(type.object, type.index);
      default:
        return undefined;
    }
  }

  function inner(node: TypeNode | undefined, at = env): readonly string[] | undefined {
    return node && textsOf(node, at, context, depth + 1);
  }

  function all(types: readonly TypeNode[]): readonly string[] | undefined {
    const each = types.map((member) => inner(member));
    return each.every((one) => one !== undefined) ? each.flat() : undefined;
  }

  function template(quasis: readonly string[], types: readonly TypeNode[]): readonly string[] | undefined {
    return types.reduce<readonly string[] | undefined>(
      (heads, member, index) => {
        const pieces = heads && inner(member);
        return pieces?.flatMap((piece) => (heads ?? []).map((head) => head + piece + (quasis[index + 1] ?? '')));
      },
      [quasis[0] ?? ''],
    );
  }

  /** What the project declares under a name; else one of the types that TypeScript brings. */
  function named(name: string, args: readonly TypeNode[]): readonly string[] | undefined {
    const [first = '', member] = name.split('.');
    const found = context.lookUp(first, type, env);
    switch (found?.declaration.kind) {
      case 'type': {
        const { node } = found.declaration;
        return node.type === 'TSTypeAliasDeclaration' ? inner(node.typeAnnotation, found.env) : undefined;
      }
      case 'typeParameter':
        return inner(found.declaration.node.constraint, found.env);
      case 'enum': {
        const value: Value = { kind: 'enum', node: found.declaration.node, env: found.env };
        return member === undefined ? exactMembers(value) : exact([context.member(value, member)]);
      }
      case undefined:
        return ofTypeScript(name, args);
      default:
        return undefined;
    }
  }

  function ofTypeScript(name: string, [first, second]: readonly TypeNode[]): readonly string[] | undefined {
    const texts = inner(first);
    const others = inner(second);
    switch (name) {
      case 'Exclude':
        return others && texts?.filter((text) => !others.includes(text));
      case 'Extract':
        return others && texts?.filter((text) => others.includes(text));
      case 'NonNullable':
      case 'Readonly':
      case 'Awaited':
        return texts;
      default:
        return undefined;
    }
  }

  /** `(typeof X)[number]`, `(typeof X)['a']`, `(typeof X)[keyof typeof X]`. */
  function indexed(object: Value, index: TypeNode): readonly string[] | undefined {
    const elements = elementsOf(object);
    const keys = inner(index);
    return elements ? exact(elements) : keys ? exact(keys.map((key) => context.member(object, key))) : undefined;
  }

  /** `Options['kind']`. */
  function memberTexts(object: TypeNode, index: TypeNode): readonly string[] | undefined {
    const [key, ...others] = inner(index) ?? [];
    const member = key === undefined || others.length > 0 ? undefined : memberTypeOf(object, key, env, context);
    return inner(member?.node, member?.env);
  }

  function exactMembers(value: Value): readonly string[] | undefined {
    const keys = context.keysOf(value);
    return keys && exact(keys.map((key) => context.member(value, key)));
  }
}

/** `undefined` and `null`: with them there is no tag. */
function isNothing(type: TypeNode): boolean {
  return isTypeReference(type) && (type.name === 'undefined' || type.name === 'null' || type.name === 'never');
}

/** The keys of a type: of what `typeof` names, of the members that are written, of a `Record`. */
function keysOfType(type: TypeNode, env: Env, context: Context, depth: number): readonly string[] | undefined {
  if (type.type === 'TSTypeQuery') {
    return context.keysOf(context.evaluate(type.expression, env));
  }
  if (isTypeReference(type) && type.name === 'Record' && type.args[0]) {
    return textsOf(type.args[0], env, context, depth);
  }
  const alias = aliased(type, env, context);
  if (alias) {
    return depth > MOST_DEPTH ? undefined : keysOfType(alias.node, alias.env, context, depth + 1);
  }
  return membersOf(type, env, context)?.members.map(({ name }) => name);
}

function exact(values: readonly Value[]): readonly string[] | undefined {
  const texts = values.flatMap(optionsOf).map(exactText);
  return texts.every((each) => each !== undefined) ? texts : undefined;
}

/** Types that keep the types of the members of the one that they are made of. */
const KEEPING = wordSet('Partial Required Readonly NonNullable');

/** The written type of a member of a type, through aliases, unions and interfaces of the workspace. */
export function memberTypeOf(
  type: TypeNode,
  name: string,
  env: Env,
  context: Context,
  depth = 0,
): TypeHere | undefined {
  if (depth > MOST_DEPTH) {
    return undefined;
  }
  if (type.type === 'TSUnionType') {
    return memberTypeOfUnion(type.types, name, env, context, depth);
  }
  const [only] = isTypeReference(type) && KEEPING.has(type.name) ? type.args : [];
  if (only) {
    return memberTypeOf(only, name, env, context, depth + 1);
  }
  const found = membersOf(type, env, context);
  if (!found) {
    const alias = aliased(type, env, context);
    return alias && memberTypeOf(alias.node, name, alias.env, context, depth + 1);
  }
  const node = found.members.find((member) => member.name === name)?.typeAnnotation;
  return node && { node, env: found.env };
}

/** The types of a member in those of several types that have it: code that asks for it has told them apart. */
function memberTypeOfUnion(
  types: readonly TypeNode[],
  name: string,
  env: Env,
  context: Context,
  depth: number,
): TypeHere | undefined {
  const meant = types.filter((type) => !isNothing(type));
  const found = meant.flatMap((type) => memberTypeOf(type, name, env, context, depth + 1) ?? []);
  const [first, ...others] = found;
  if (
    !first ||
    meant.some((type) => !isRead(type, env, context)) ||
    others.some((each) => each.env.module !== first.env.module)
  ) {
    return undefined;
  }
  const { start, end, parent } = first.node;
  const all = found.map(({ node }) => node);
  return { node: { type: 'TSUnionType', types: all, start, end, parent }, env: first.env };
}

/** Whether the members of a type are written in the workspace. */
function isRead(type: TypeNode, env: Env, context: Context): boolean {
  const isMade = type.type === 'TSUnionType' || (isTypeReference(type) && KEEPING.has(type.name));
  return isMade || membersOf(type, env, context) !== undefined || aliased(type, env, context) !== undefined;
}

/** The type that an alias of the workspace stands for. */
function aliased(type: TypeNode, env: Env, context: Context): TypeHere | undefined {
  const found = declaredType(type, env, context);
  return found?.node.type === 'TSTypeAliasDeclaration'
    ? { node: found.node.typeAnnotation, env: found.env }
    : undefined;
}

/** The members that a type writes itself, or its interface or alias, and where. */
function membersOf(
  type: TypeNode,
  env: Env,
  context: Context,
): { readonly members: readonly TSPropertySignature[]; readonly env: Env } | undefined {
  const found = declaredType(type, env, context);
  const whole = found?.node.type === 'TSTypeAliasDeclaration' ? found.node.typeAnnotation : (found?.node ?? type);
  return whole.type === 'TSInterfaceDeclaration' || whole.type === 'TSTypeLiteral'
    ? { members: whole.members, env: found?.env ?? env }
    : undefined;
}

/** The declaration in the workspace that a type names. */
function declaredType(
  type: TypeNode,
  env: Env,
  context: Context,
): { readonly node: TSTypeAliasDeclaration | TSInterfaceDeclaration; readonly env: Env } | undefined {
  const found = isTypeReference(type) ? context.lookUp(type.name, type, env) : undefined;
  return found?.declaration.kind === 'type' ? { node: found.declaration.node, env: found.env } : undefined;
}
