import type { Span } from '../../../model.ts';
import { isIdentifier, isMember, isVariableDeclaration } from '../../kinds.ts';
import type { Statement } from '../../nodes.ts';
import { type Code, CodeWriter } from '../code.ts';
import { matchAt } from '../search.ts';
import { findOutside, isBalanced } from './braces.ts';
import { isComponentName, type JsxProperty, writeElement, writeExpression, writeLoopOver } from './elements.ts';
import {
  type Attribute,
  isCodeScript,
  isPlain,
  type MarkupPart,
  markup,
  type OpenTag,
  type RawText,
} from './markup.ts';
import { componentScript } from './script.ts';

/**
 * A Svelte component: its scripts as they stand; behind them the template, its components as JSX, its expressions as
 * statements, and its blocks as blocks. One that is given properties is a function of them, its script included.
 */
export function svelteCode(text: string): Code {
  const parts = [...markup(text, 'single')];
  const scripts = parts.filter((part) => part.kind === 'raw').filter(({ tag }) => isScript(text, tag));
  const instance = scripts.find((each) => takesProperties(text, each));
  const { kept, own } = instance ? componentScript(text, instance, isWrittenAnew) : { kept: [], own: [] };
  const others = scripts.filter((each) => each !== instance);
  const writer = new CodeWriter(text, [...others, ...kept]);
  writer.write(instance ? HEAD : '\n;');
  for (const each of own) {
    writeOwn(writer, each);
  }
  const depth = parts.reduce((open, part) => open + writePart(writer, text, part, open), 0);
  writer.write('}'.repeat(depth + (instance ? 1 : 0)));
  return writer.finish('tsx');
}

const isScript = (text: string, tag: OpenTag) => tag.name === 'script' && isCodeScript(text, tag);

const PROPERTIES = /\bexport\s+let\b|\$props\s*\(|\$\$(?:rest)?[pP]rops\b/;

function takesProperties(text: string, { tag, start, end }: RawText): boolean {
  const isModule = tag.attributes.some(({ name }) => name === 'module' || name === 'context');
  return !isModule && PROPERTIES.test(text.slice(start, end));
}

/** The function, and what stands for Svelte's own names in it. */
const HEAD = `
;export default function ($$props) {
const $$restProps = $$props, $props = () => $$props, $derived = (value) => value, $state = $derived;
`;

function isWrittenAnew({ type }: Statement): boolean {
  return type === 'ExportNamedDeclaration' || type === 'LabeledStatement';
}

/** `export let src = '/a.png'` and `$: url = …` as the variables that they are. */
function writeOwn(writer: CodeWriter, part: Span | Statement): void {
  if (!('type' in part)) {
    writer.write(part);
  } else if (part.type === 'ExportNamedDeclaration') {
    writeExport(writer, part.declaration);
  } else if (part.type === 'LabeledStatement') {
    const { body } = part;
    const set = body.type === 'ExpressionStatement' ? body.expression : undefined;
    if (set?.type === 'AssignmentExpression' && !isMember(set.left)) {
      writer.write('let ', set.left, ' = ', set.right, ';\n');
    } else {
      writer.write(body);
    }
  }
}

function writeExport(writer: CodeWriter, declaration: Statement | undefined): void {
  if (!isVariableDeclaration(declaration) || declaration.kind !== 'let') {
    writer.write(declaration ?? '');
    return;
  }
  for (const { id, init } of declaration.declarations) {
    if (isIdentifier(id)) {
      writer.write(`let { ${id.name}`, ...(init ? [' = ', init] : []), ' } = $$props;\n');
    }
  }
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
  const variable = { start: as + 4, end: endOfEachVariable(text, as + 4, end) };
  writeLoopOver(writer, variable, { start: expression, end: as });
}

/** The variable of `{#each list as item, index (key)}`. */
function endOfEachVariable(text: string, start: number, end: number): number {
  const comma = findOutside(text, start, end, ',')[0];
  const key = findOutside(text, start, end, '(')[0];
  return Math.min(comma ?? end, key ?? end);
}

/** `{@const x = …}`, `{@html …}` and their like. */
function writeSpecial(writer: CodeWriter, text: string, { start, end }: Span): void {
  const name = matchAt(/[@\w]+/y, text, start) ?? '';
  const rest = { start: start + name.length, end };
  if (name === '@const') {
    writer.write('const ', rest, ';\n');
  } else {
    writeExpression(writer, rest);
  }
}

function writeTag(writer: CodeWriter, text: string, tag: OpenTag): void {
  if (isComponentName(tag.name)) {
    writeElement(writer, tag.name, tag, (attribute) => propertyOf(text, attribute));
    return;
  }
  for (const { form, value } of tag.attributes) {
    if (form === 'expression') {
      writeExpression(writer, value);
    }
  }
}

function propertyOf(text: string, attribute: Attribute): JsxProperty | undefined {
  const { name, form, value } = attribute;
  if (form === 'spread') {
    return { name: '', form, value };
  }
  if (!/^[\w-]+$/.test(name)) {
    return undefined; // a directive: `on:click`, `bind:this`
  }
  if (form === 'expression' || form === 'shorthand') {
    return { name, form: 'expression', value };
  }
  const hasBraces = text.slice(value.start, value.end).includes('{');
  return isPlain(text, attribute) && !hasBraces ? { name, form: 'text', value } : undefined;
}
