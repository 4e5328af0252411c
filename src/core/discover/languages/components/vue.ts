import type { Span } from '../../../model.ts';
import { type Code, CodeWriter } from '../code.ts';
import { behindNext } from '../search.ts';
import { findOutside, isBalanced } from './braces.ts';
import {
  camelCase,
  isComponentName,
  type JsxProperty,
  pascalCase,
  writeElement,
  writeExpression,
  writeLoopOver,
} from './elements.ts';
import {
  type Attribute,
  attributeText,
  endOfRawText,
  isCodeScript,
  isPlain,
  markup,
  type OpenTag,
  readOpenTag,
  VOID_ELEMENTS,
} from './markup.ts';
import { componentScript } from './script.ts';
import { propertyNames } from './vue-props.ts';

/**
 * A Vue component: `<script>` and `<script setup>` as they stand; behind them the template as a function of its
 * properties, with components as JSX, bound values as statements, and `v-for` as loops. A setup that takes properties is
 * part of that function.
 */
export function vueCode(text: string): Code {
  const { scripts, templates } = blocksOf(text);
  const setup = scripts.find(({ start, end }) => DEFINE_PROPS.test(text.slice(start, end)));
  const { kept, own } = setup ? componentScript(text, setup) : { kept: [], own: [] };
  const others = scripts.filter((each) => each !== setup);
  const writer = new CodeWriter(text, [...others, ...kept]);
  writeHead(writer, propertyNames(text, scripts), setup !== undefined);
  writer.write(...own, setup ? '\n;' : ''); // in a block of its own: what it calls like a property is its own
  for (const template of templates) {
    writeTemplate(writer, text, template);
  }
  writer.write(setup ? '}\n}\n' : '}\n');
  return writer.finish('tsx');
}

const DEFINE_PROPS = /\bdefineProps\b/;

/** `$attrs` holds what is no declared property; a component around an image hands it on. */
function writeHead(writer: CodeWriter, names: readonly string[], hasSetup: boolean): void {
  writer.write('\n;export default function ($props) {\nconst $attrs = $props;\n');
  if (names.length > 0) {
    writer.write(`const { ${names.join(', ')} } = $props;\n`);
  }
  if (hasSetup) {
    writer.write('const defineProps = () => $props, withDefaults = (props) => props, toRefs = withDefaults;\n{\n');
  }
}

/** The blocks on the top level. All but `<template>` in HTML hold raw text, as in Vue's own compiler. */
function blocksOf(text: string): { scripts: Span[]; templates: Span[] } {
  const scripts: Span[] = [];
  const templates: Span[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('<!--', at)) {
      at = behindNext('-->', text, at);
      continue;
    }
    const tag = text[at] === '<' ? readOpenTag(text, at) : undefined;
    if (tag === undefined) {
      at++;
    } else if (tag.selfClosing) {
      at = tag.end;
    } else {
      const isTemplate = tag.name === 'template' && isHtml(text, tag);
      const end = isTemplate ? endOfTemplate(text, tag.end) : endOfRawText(text, tag.end, tag.name);
      if (isTemplate) {
        templates.push({ start: tag.end, end });
      } else if (tag.name === 'script' && isCodeScript(text, tag)) {
        scripts.push({ start: tag.end, end });
      }
      at = end + 2;
    }
  }
  return { scripts, templates };
}

function isHtml(text: string, template: OpenTag): boolean {
  const lang = attributeText(text, template, 'lang');
  return lang === undefined || lang === 'html';
}

function endOfTemplate(text: string, from: number): number {
  let depth = 1;
  for (const part of markup(text, 'none', from)) {
    if (part.kind === 'open' && part.name === 'template' && !part.selfClosing) {
      depth++;
    } else if (part.kind === 'close' && part.name === 'template' && --depth === 0) {
      return part.start;
    }
  }
  return text.length;
}

/** An element that is open, and whether it is a loop. */
interface OpenElement {
  readonly name: string;
  readonly isLoop: boolean;
}

function writeTemplate(writer: CodeWriter, text: string, { start, end }: Span): void {
  const open: OpenElement[] = [];
  for (const part of markup(text, 'double', start, end)) {
    if (part.kind === 'expression') {
      writeIfBalanced(writer, text, part);
    } else if (part.kind === 'open') {
      const isLoop = writeLoop(writer, text, part);
      writeTag(writer, text, part);
      if (!part.selfClosing && !VOID_ELEMENTS.has(part.name)) {
        open.push({ name: part.name, isLoop });
      } else if (isLoop) {
        writer.write('}\n');
      }
    } else if (part.kind === 'close') {
      closeElement(writer, open, part.name);
    }
  }
  for (const { isLoop } of open) {
    writer.write(isLoop ? '}\n' : '');
  }
}

function closeElement(writer: CodeWriter, open: OpenElement[], name: string): void {
  const index = open.findLastIndex((element) => element.name === name);
  if (index < 0) {
    return;
  }
  for (const { isLoop } of open.splice(index)) {
    writer.write(isLoop ? '}\n' : '');
  }
}

/** `v-for="(image, i) in images"` → `for (const image of images) {`. */
function writeLoop(writer: CodeWriter, text: string, tag: OpenTag): boolean {
  const value = tag.attributes.find((attribute) => attribute.name === 'v-for')?.value;
  if (value === undefined || !isBalanced(text, value.start, value.end)) {
    return false;
  }
  const keyword = [' in ', ' of ']
    .flatMap((separator) => findOutside(text, value.start, value.end, separator).slice(0, 1))
    .sort((a, b) => a - b)[0];
  if (keyword === undefined) {
    return false;
  }
  writeLoopOver(writer, loopVariable(text, value.start, keyword), { start: keyword + 4, end: value.end });
  return true;
}

/** Of `(image, index)` the first. */
function loopVariable(text: string, start: number, end: number): Span {
  const open = text.slice(start, end).search(/\S/) + start;
  if (text[open] !== '(') {
    return { start, end };
  }
  const close = text.lastIndexOf(')', end);
  const comma = findOutside(text, open + 1, close, ',')[0];
  return { start: open + 1, end: comma ?? Math.max(close, open + 1) };
}

function writeTag(writer: CodeWriter, text: string, tag: OpenTag): void {
  const name = pascalCase(tag.name);
  if (isComponentName(tag.name) || tag.name === 'component' || (tag.name.includes('-') && isComponentName(name))) {
    writeElement(writer, name, tag, (attribute) => propertyOf(text, attribute));
    return;
  }
  for (const attribute of tag.attributes) {
    if (boundName(attribute.name) !== undefined) {
      writeIfBalanced(writer, text, attribute.value);
    }
  }
}

/** What a directive or attribute gives to a component; nothing for events, slots and conditions. */
function propertyOf(text: string, attribute: Attribute): JsxProperty | undefined {
  const { name, form, value } = attribute;
  const bound = boundName(name);
  if (bound !== undefined || name === 'v-bind') {
    return form === 'text' && isBalanced(text, value.start, value.end)
      ? { name: bound ?? '', form: bound === undefined ? 'spread' : 'expression', value }
      : undefined;
  }
  return isPlain(text, attribute) && !name.startsWith('v-')
    ? { name: camelCase(name), form: 'text', value }
    : undefined;
}

/** `src` of `:src`, `v-bind:src` and `:src.prop`. */
function boundName(attribute: string): string | undefined {
  const name = /^(?::|v-bind:)([\w-]+)/.exec(attribute)?.[1];
  return name && camelCase(name);
}

function writeIfBalanced(writer: CodeWriter, text: string, expression: Span): void {
  if (expression.end > expression.start && isBalanced(text, expression.start, expression.end)) {
    writeExpression(writer, expression);
  }
}
