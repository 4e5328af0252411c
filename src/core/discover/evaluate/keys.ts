import type { FileId } from '../../model.ts';
import { isSpread } from '../kinds.ts';
import { keyName } from '../references.ts';
import type { Context } from './context.ts';
import { exportsOf } from './exports.ts';
import { inSpread, noteMember, propertyName } from './objects.ts';
import type { Value } from './values.ts';

/** The names of a value's members, in their order; `undefined` where they are not all known. */
export function keysOf(value: Value, context: Context): readonly string[] | undefined {
  const keys = allKeys(value, context);
  return value.without ? keys?.filter((key) => !value.without?.includes(key)) : keys;
}

function allKeys(value: Value, context: Context): readonly string[] | undefined {
  switch (value.kind) {
    case 'object':
      return objectKeys(value, context);
    case 'record':
      return [...value.entries.keys()];
    case 'enum':
      return value.node.members.map((each) => each.name);
    case 'class':
      return value.node.members.filter((each) => each.static).flatMap((each) => keyName(each) ?? []);
    case 'list':
      return value.items.map((_, index) => String(index));
    case 'namespace':
      return namespaceKeys(value.file, context);
    default:
      return undefined;
  }
}

function objectKeys(value: Value & { kind: 'object' }, context: Context): readonly string[] | undefined {
  const keys = new Set<string>();
  noteMember(value.node, value.env, context);
  for (const property of value.node.properties) {
    const names = isSpread(property)
      ? inSpread(property.argument, value.env, context, undefined, (spread) => keysOf(spread, context))
      : [propertyName(property, value.env, context)];
    for (const name of names ?? [undefined]) {
      if (name === undefined) {
        return undefined;
      }
      keys.add(name);
    }
  }
  return [...keys];
}

function namespaceKeys(file: FileId, context: Context): readonly string[] | undefined {
  const module = context.graph.load(file);
  return module && [...exportsOf(module.tree).names.keys()];
}
