import type { TypeNode } from '../nodes.ts';
import type { Context } from './context.ts';
import type { Env, Value } from './values.ts';
import { exactText, optionsOf } from './values.ts';

/** What reading a type needs of the evaluator. */
export type TypeReader = Pick<Context, 'lookUp' | 'evaluate' | 'keysOf' | 'member' | 'elementsOf'>;

/** A type, and where it is written. */
export interface TypeHere {
  readonly node: TypeNode;
  readonly env: Env;
}

const MOST_DEPTH = 8;
const MOST_TEXTS = 32;

/**
 * The texts that a type allows, where it names them all: `'a' | 'b'`, `keyof typeof TAGS`, `(typeof LIST)[number]`, an
 * enum. `undefined` for any other type.
 */
export function textsOf(type: TypeNode, env: Env, reader: TypeReader, depth = 0): readonly string[] | undefined {
  if (depth > MOST_DEPTH) {
    return undefined;
  }
  const texts = read();
  return texts && texts.length > 0 && texts.length <= MOST_TEXTS ? texts : undefined;

  function read(): readonly string[] | undefined {
    switch (type.type) {
      case 'TSLiteralType':
        return [type.value];
      case 'TSUnionType': {
        const each = type.types.map((member) => textsOf(member, env, reader, depth + 1));
        return each.every((texts) => texts !== undefined) ? each.flat() : undefined;
      }
      case 'TSTypeReference':
        return referenced(type.name);
      case 'TSKeyofType':
        return type.operand.type === 'TSTypeQuery'
          ? reader.keysOf(reader.evaluate(type.operand.expression, env))
          : undefined;
      case 'TSIndexedAccessType':
        return indexed();
      default:
        return undefined;
    }
  }

  function referenced(name: string): readonly string[] | undefined {
    const found = reader.lookUp(name, type, env);
    switch (found?.declaration.kind) {
      case 'type': {
        const { node } = found.declaration;
        return node.type === 'TSTypeAliasDeclaration'
          ? textsOf(node.typeAnnotation, found.env, reader, depth + 1)
          : undefined;
      }
      case 'enum':
        return exactMembers({ kind: 'enum', node: found.declaration.node, env: found.env });
      default:
        return undefined;
    }
  }

  function indexed(): readonly string[] | undefined {
    if (type.type !== 'TSIndexedAccessType' || type.object.type !== 'TSTypeQuery') {
      return undefined;
    }
    const object = reader.evaluate(type.object.expression, env);
    const elements = reader.elementsOf(object);
    return elements ? exact(elements) : exactMembers(object);
  }

  function exactMembers(value: Value): readonly string[] | undefined {
    const keys = reader.keysOf(value);
    return keys && exact(keys.map((key) => reader.member(value, key)));
  }
}

function exact(values: readonly Value[]): readonly string[] | undefined {
  const texts = values.flatMap(optionsOf).map(exactText);
  return texts.every((each) => each !== undefined) ? texts : undefined;
}

/** The written type of a member of a type, through aliases and interfaces of the workspace. */
export function memberTypeOf(type: TypeNode, name: string, env: Env, reader: TypeReader): TypeHere | undefined {
  if (type.type === 'TSTypeLiteral') {
    const node = type.members.find((member) => member.name === name)?.typeAnnotation;
    return node && { node, env };
  }
  const found = type.type === 'TSTypeReference' ? reader.lookUp(type.name, type, env) : undefined;
  if (found?.declaration.kind !== 'type') {
    return undefined;
  }
  const { node } = found.declaration;
  const members =
    node.type === 'TSInterfaceDeclaration'
      ? node.members
      : node.typeAnnotation.type === 'TSTypeLiteral'
        ? node.typeAnnotation.members
        : [];
  const member = members.find((each) => each.name === name)?.typeAnnotation;
  return member && { node: member, env: found.env };
}
