import type { Span } from '../../../model.ts';
import { type Code, CodeWriter } from '../code.ts';
import { behindNext } from '../search.ts';
import { writeProperty } from './elements.ts';
import { type Attribute, isCodeScript, isQuoted, markup, type OpenTag, VOID_ELEMENTS } from './markup.ts';
import { componentScript, copyWith } from './script.ts';

/**
 * An Astro component: the front matter as it stands; behind it the template as the JSX that it almost is, and the scripts
 * of the browser. One that is given properties is a function of them, its front matter included.
 */
export function astroCode(text: string): Code {
  const fence = frontMatter(text);
  const isFunction = text.includes('Astro.props', fence.code.start);
  const scripts: Span[] = [];
  const edits = [...editsOf(text, fence.end, scripts)];
  const { kept, own } = isFunction ? componentScript(text, fence.code) : { kept: [fence.code], own: [] };
  const writer = new CodeWriter(text, kept);
  const copy = (span: Span) => (isFunction ? copyWith(writer, text, span, PROPS, '$props') : writer.write(span));
  writer.write(isFunction ? '\n;export default function ($props) {\n' : '\n;');
  own.forEach(copy);
  writer.write(isFunction ? '\n;<>' : '<>');
  let at = fence.end;
  for (const edit of edits) {
    copy({ start: at, end: edit.start });
    edit.write(writer);
    at = edit.end;
  }
  copy({ start: at, end: text.length });
  writer.write(isFunction ? '</>;\n}\n' : '</>;\n');
  for (const script of scripts) {
    writer.write('{\n', script, '\n}\n');
  }
  return writer.finish('tsx');
}

/** What the component is given. */
const PROPS = /\bAstro\.props\b/g;

const FENCE = /^---/gm;

/** Where the template begins, and the code between the fences before it. Only blanks and comments may precede it. */
function frontMatter(text: string): { code: Span; end: number } {
  const before = /^(?:\ufeff|\s|<!--[\s\S]*?-->)*---/.exec(text)?.[0];
  if (before === undefined) {
    return { code: { start: 0, end: 0 }, end: 0 };
  }
  FENCE.lastIndex = before.length;
  const close = FENCE.exec(text)?.index;
  return {
    code: { start: before.length, end: close ?? text.length },
    end: close === undefined ? text.length : close + 3,
  };
}

/** A part of the template that JSX writes in another way. */
interface Edit extends Span {
  write(writer: CodeWriter): void;
}

function* editsOf(text: string, from: number, scripts: Span[]): Generator<Edit> {
  let at = from;
  for (const part of markup(text, 'none', from)) {
    yield* commentsOf(text, at, part.start);
    at = part.end;
    if (part.kind === 'open') {
      yield* tagEdits(text, part);
    } else if (part.kind === 'raw') {
      yield drop(part);
      if (part.tag.name === 'script' && isCodeScript(text, part.tag)) {
        scripts.push(part);
      }
    }
  }
  yield* commentsOf(text, at, text.length);
}

function* commentsOf(text: string, from: number, to: number): Generator<Edit> {
  // Only this part is searched: one after the other they would all be searched to the end of the text.
  const part = text.slice(from, to);
  for (let start = part.indexOf('<!'); start >= 0; ) {
    const closer = part.startsWith('<!--', start) ? '-->' : '>';
    const end = behindNext(closer, part, start);
    yield drop({ start: from + start, end: from + end });
    start = part.indexOf('<!', end);
  }
}

function drop(span: Span): Edit {
  return { start: span.start, end: span.end, write: () => {} };
}

function* tagEdits(text: string, tag: OpenTag): Generator<Edit> {
  for (const attribute of tag.attributes) {
    const edit = attributeEdit(text, attribute);
    if (edit !== undefined) {
      yield edit;
    }
  }
  if (VOID_ELEMENTS.has(tag.name) && !tag.selfClosing && text[tag.end - 1] === '>') {
    yield { start: tag.end - 1, end: tag.end, write: (writer) => writer.write('/>') };
  }
}

function attributeEdit(text: string, { name, form, value, start, end }: Attribute): Edit | undefined {
  if (form === 'shorthand' && /^[\w$]+$/.test(name)) {
    return { start, end, write: (writer) => writeProperty(writer, { name, form: 'expression', value }) };
  }
  if (form === 'template' && isQuoted(text, value)) {
    return { start, end, write: (writer) => writeProperty(writer, { name, form, value }) };
  }
  const isUnquoted = form === 'text' && text[value.start - 1] !== '"' && text[value.start - 1] !== "'";
  return isUnquoted ? drop({ start, end }) : undefined;
}
