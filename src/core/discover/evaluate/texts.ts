import { isString } from '../../text-parts.ts';
import { inAll, together } from './choices.ts';
import type { Context } from './context.ts';
import { callMethod } from './methods.ts';
import { textsOf as textsOfType } from './types.ts';
import {
  isConstant,
  isExternal,
  isNothing,
  isNumber,
  type TextValue,
  TOO_COMPLEX,
  text,
  textOf,
  UNDEFINED,
  type UnknownValue,
  type Value,
} from './values.ts';

/** The texts that a value may be; a value without any is a hole of this name, or of its own. */
export function textsOf(value: Value, name: string | undefined, context: Context): readonly TextValue[] {
  switch (value.kind) {
    case 'either': {
      const options = value.options.filter((option) => !isConstant(option) || isNumber(option));
      return options.length === 0
        ? textsOf(UNDEFINED, name, context)
        : options.flatMap((option) => textsOf(option, name, context));
    }
    case 'text':
      return [value];
    case 'constant':
      // Nobody means the word "undefined": what is missing here is there when the code runs.
      return [
        {
          ...(isNothing(value) ? hole(name ?? 'value') : text(String(value.value))),
          ...(value.choices ? { choices: value.choices } : {}),
        },
      ];
    case 'list':
      return textsOf(callMethod(value, 'join', [], context) ?? TOO_COMPLEX, name, context);
    case 'unknown':
      return textsOfUnknown(value, name, context);
    default:
      return [hole(name ?? externalName(value))];
  }
}

/** An unknown whose type names its texts is one of them. */
function textsOfUnknown(value: UnknownValue, name: string | undefined, context: Context): readonly TextValue[] {
  const { params, type, choices = [] } = value;
  const typed = type && textsOfType(type.node, type.env, context);
  return typed
    ? typed.map((each, index) => {
        const choice = { of: type.node, frame: undefined, index };
        return { ...text(each), params, choices: together(choices, [choice]) ?? choices };
      })
    : [{ ...hole(name ?? value.name), params, choices }];
}

/** What a part of a longer text may be: where it is not always known, it is a hole, whatever it falls back on. */
export function pieceOf(value: Value, name: string, context: Context): readonly TextValue[] {
  const texts = textsOf(value, name, context);
  const [open] = texts.filter((each) => each.parts.length > 0 && each.parts.every((part) => !isString(part)));
  if (!open) {
    return texts;
  }
  const hole = { ...open, choices: inAll(texts.map(({ choices = [] }) => choices)) };
  return [texts.some(({ parts }) => parts.length === 0) ? optional(hole) : hole];
}

/** `${base || ''}` */
function optional(open: TextValue): TextValue {
  return { ...open, parts: open.parts.map((part) => (isString(part) ? part : { ...part, optional: true })) };
}

const hole = (name: string): TextValue => textOf([{ hole: name }]);

function externalName(value: Value): string {
  const path = isExternal(value) ? value.path : [];
  return path.findLast((step) => /^[\w$]+$/.test(step)) ?? 'value';
}
