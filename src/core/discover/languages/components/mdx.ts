import type { Span } from '../../../model.ts';
import { type Code, CodeWriter } from '../code.ts';
import { behindNext, matchAt } from '../search.ts';
import { isBalanced } from './braces.ts';
import { isComponentName, type JsxProperty, writeElement } from './elements.ts';
import { endOfQuoted, outsideFences } from './markdown.ts';
import { type Attribute, isPlain, readOpenTag } from './markup.ts';
import { picturesIn } from './pictures.ts';

/**
 * An MDX document: its `import` and `export` lines as they stand; behind them its components, each on its own, and its
 * pictures as the component `img`, which the project may give to it.
 */
export function mdxCode(text: string): Code {
  const prose = outsideFences(text);
  const esm = esmBlocks(text, prose);
  const writer = new CodeWriter(text, esm);
  writer.write('\n;');
  writePictures(writer, text, prose);
  for (const part of prose) {
    writeComponents(writer, text, part);
  }
  return writer.finish('tsx');
}

const ESM_START = /(?:import|export)\b/y;

/** Lines from `import` or `export` at the beginning of a block of text to the blank line that ends it. */
function esmBlocks(text: string, prose: readonly Span[]): Span[] {
  const blocks: Span[] = [];
  for (const part of prose) {
    let at = part.start;
    let isStart = true;
    while (at < part.end) {
      if (isStart && matchAt(ESM_START, text, at)) {
        const end = endOfEsm(text, at, part.end);
        blocks.push({ start: at, end });
        at = end;
        continue;
      }
      const lineEnd = behindNext('\n', text, at, part.end);
      isStart = text.slice(at, lineEnd).trim() === '';
      at = lineEnd;
    }
  }
  return blocks;
}

/** Code longer than this ends at its next blank line. */
const MAX_OPEN_ESM = 8000;

/** A blank line inside brackets does not end the code. */
function endOfEsm(text: string, start: number, to: number): number {
  let at = start;
  while (at < to) {
    const lineEnd = behindNext('\n', text, at, to);
    if (text.slice(at, lineEnd).trim() === '' && (at - start > MAX_OPEN_ESM || isBalanced(text, start, at))) {
      return at;
    }
    at = lineEnd;
  }
  return to;
}

function writeComponents(writer: CodeWriter, text: string, { start, end }: Span): void {
  for (let at = start; at < end; ) {
    const tag = text[at] === '<' ? readOpenTag(text, at, end) : undefined;
    if (tag !== undefined && isComponentName(tag.name)) {
      writeElement(writer, tag.name, tag, (attribute) => propertyOf(text, attribute));
    }
    at = tag?.end ?? endOfQuoted(text, at, end) ?? at + 1;
  }
}

function writePictures(writer: CodeWriter, text: string, prose: readonly Span[]): void {
  for (const address of picturesIn(text, prose)) {
    writer.write('<img src={');
    writer.quote(address);
    writer.write('}/>;\n');
  }
}

function propertyOf(text: string, attribute: Attribute): JsxProperty | undefined {
  const { name, form, value } = attribute;
  return form === 'expression' || form === 'spread' || (form === 'text' && isPlain(text, attribute))
    ? { name, form, value }
    : undefined;
}
