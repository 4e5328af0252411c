import { isIdentifier } from '../kinds.ts';
import type { Expression } from '../nodes.ts';
import { attributeNamed } from '../references.ts';
import { assignedTo } from './assigned.ts';
import { classMember } from './classes.ts';
import type { Context } from './context.ts';
import { nameOfFunction } from './function-name.ts';
import { typed } from './instances.ts';
import { objectMember } from './objects.ts';
import { memberTypeOf } from './types.ts';
import { carried } from './unknowns.ts';
import {
  constant,
  either,
  type FunctionValue,
  isMissing,
  isUnknown,
  mapOptions,
  outsideOfCalls,
  UNDEFINED,
  type UnknownValue,
  unknown,
  type Value,
} from './values.ts';

/** A member of a value by its name. */
export function memberOf(value: Value, name: string, context: Context): Value {
  if (value.without?.includes(name)) {
    return UNDEFINED;
  }
  switch (value.kind) {
    case 'either':
      return mapOptions(value, (option) => memberOf(option, name, context));
    case 'object':
      return objectMember(value, name, context) ?? UNDEFINED;
    case 'record':
      return value.entries.get(name) ?? UNDEFINED;
    case 'props':
      return attributeOf(value, name, context);
    case 'class':
    case 'instance':
      return classMember(value, name, context) ?? carried(value, name);
    case 'enum':
      return enumMember(value, name, context);
    case 'namespace':
      return context.exported(value.file, name);
    case 'external':
      return { ...value, path: [...value.path, name] };
    case 'list':
      return itemOf(value, name);
    case 'function':
      return functionMember(value, name, context);
    case 'asset':
      return name === 'src' || name === 'default' ? value : unknown('runtime', name);
    case 'unknown':
      return memberOfUnknown(value, name, context);
    case 'constant':
      return UNDEFINED;
    case 'text':
      return name === 'value' || name === 'href' ? value : unknown('runtime', name); // of a `ref` of Vue, of a URL
  }
}

/** What a component gets under a name: written as an attribute, or in an object that is spread. The last one wins. */
function attributeOf(value: Value & { kind: 'props' }, name: string, context: Context): Value {
  for (let at = value.element.attributes.length - 1; at >= 0; at--) {
    const attribute = value.element.attributes[at];
    if (attribute?.type === 'JSXSpreadAttribute') {
      const found = memberOf(context.evaluate(attribute.argument, value.env), name, context);
      const isHeld = isUnknown(found) ? !attributeNamed(name, value.element) : !isMissing(found);
      if (isHeld) {
        return found;
      }
    } else if (attribute?.name === name) {
      return attribute.value ? context.evaluate(attribute.value, value.env) : constant(true);
    }
  }
  return UNDEFINED;
}

function enumMember({ node, env }: Value & { kind: 'enum' }, name: string, context: Context): Value {
  const index = node.members.findIndex((member) => member.name === name);
  const found = node.members[index];
  if (!found) {
    return UNDEFINED;
  }
  return found.init ? context.evaluate(found.init, env) : constant(index);
}

function itemOf({ items }: Value & { kind: 'list' }, name: string): Value {
  const index = Number(name);
  return Number.isInteger(index) ? (items[index] ?? UNDEFINED) : unknown('runtime', name);
}

function functionMember(value: FunctionValue, name: string, context: Context): Value {
  const env = outsideOfCalls(value.env.module);
  const written = propertiesOf(value, name).map((each) => context.evaluate(each, env));
  return written.length > 0 ? either(written) : unknown('runtime', name);
}

/** `Card.Image = …`, where the function is called `Card`. */
function propertiesOf({ node, env }: FunctionValue, name: string): Expression[] {
  const owner = nameOfFunction(node);
  return assignedTo(name, env.module.tree, (object) => isIdentifier(object) && object.name === owner);
}

function memberOfUnknown({ reason, params, type }: UnknownValue, name: string, context: Context): Value {
  return typed(unknown(reason, name, params), type && memberTypeOf(type.node, name, type.env, context), context);
}
