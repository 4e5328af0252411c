import type { Span } from '../../../model.ts';
import { type Code, CodeWriter } from '../code.ts';
import { findOutside, isBalanced } from './braces.ts';
import { isComponentName, type JsxProperty, writeElement, writeExpression } from './elements.ts';
import { type Attribute, isCodeScript, isQuoted, type MarkupPart, markup, type OpenTag } from './markup.ts';

/**
 * A Svelte component: its scripts as they stand; behind them the template, its components as JSX, its expressions as
 * statements, and its blocks as blocks.
 */
export function svelteCode(text: string): Code {
  const parts = [...markup(text, 'single')];
  const writer = new CodeWriter(
    text,
    parts.filter((part) => part.kind === 'raw' && part.tag.name === 'script' && isCodeScript(text, part.tag)),
  );
  writer.write('\n;');
  const depth = parts.reduce((open, part) => open + writePart(writer, text, part, open), 0);
  writer.write('}'.repeat(depth));
  return writer.finish('tsx');
}

/** Returns by how many the open blocks grew. */
function writePart(writer: CodeWriter, text: string, part: MarkupPart, open: number): number {
  if (part.kind === 'open') {
    writeTag(writer, text, part);
  } else if (part.kind === 'expression' && isBalanced(text, part.start, part.end)) {
    return writeBraces(writer, text, part, open);
  }
  return 0;
}

function writeBraces(writer: CodeWriter, text: string, span: Span, open: number): number {
  switch (text[span.start]) {
    case '#':
      writeBlockStart(writer, text, span);
      return 1;
    case ':':
      writer.write(open > 0 ? '}\n{\n' : '');
      return 0;
    case '/':
      writer.write(open > 0 ? '}\n' : '');
      return open > 0 ? -1 : 0;
    case '@':
      writeSpecial(writer, text, span);
      return 0;
    default:
      writeExpression(writer, span);
      return 0;
  }
}

function writeBlockStart(writer: CodeWriter, text: string, { start, end }: Span): void {
  const expression = text.startsWith('#each', start) ? start + 5 : end;
  const as = findOutside(text, expression, end, ' as ').at(-1);
  if (as === undefined) {
    writer.write('{\n');
    return;
  }
  writer.write('for (const ');
  writer.copy({ start: as + 4, end: endOfEachVariable(text, as + 4, end) });
  writer.write(' of ');
  writer.copy({ start: expression, end: as });
  writer.write(') {\n');
}

/** The variable of `{#each list as item, index (key)}`. */
function endOfEachVariable(text: string, start: number, end: number): number {
  const comma = findOutside(text, start, end, ',')[0];
  const key = findOutside(text, start, end, '(')[0];
  return Math.min(comma ?? end, key ?? end);
}

/** `{@const x = …}`, `{@html …}` and their like. */
function writeSpecial(writer: CodeWriter, text: string, { start, end }: Span): void {
  const word = /[@\w]+/y;
  word.lastIndex = start;
  const name = word.exec(text)?.[0] ?? '';
  const rest = { start: start + name.length, end };
  if (name === '@const') {
    writer.write('const ');
    writer.copy(rest);
    writer.write(';\n');
  } else {
    writeExpression(writer, rest);
  }
}

function writeTag(writer: CodeWriter, text: string, tag: OpenTag): void {
  if (isComponentName(tag.name)) {
    writeElement(
      writer,
      tag.name,
      tag.attributes.flatMap((attribute) => propertyOf(text, attribute)),
    );
    return;
  }
  for (const { form, value } of tag.attributes) {
    if (form === 'expression') {
      writeExpression(writer, value);
    }
  }
}

function propertyOf(text: string, { name, form, value }: Attribute): JsxProperty[] {
  if (form === 'spread') {
    return [{ name: '', form, value }];
  }
  if (!/^[\w-]+$/.test(name)) {
    return []; // a directive: `on:click`, `bind:this`
  }
  if (form === 'expression' || form === 'shorthand') {
    return [{ name, form: 'expression', value }];
  }
  const hasBraces = text.slice(value.start, value.end).includes('{');
  return form === 'text' && isQuoted(text, value) && !hasBraces ? [{ name, form, value }] : [];
}
