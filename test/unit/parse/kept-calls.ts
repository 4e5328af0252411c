import { type Dialect, parse } from '../../../src/core/discover/parse/parse.ts';
import { forEachNode } from './each-node.ts';
import { applyEdit, type Edit } from './mutate.ts';

/** The callee of a call: its place and its source. */
interface Call {
  readonly start: number;
  readonly end: number;
}

export interface KeptCalls {
  readonly kept: number;
  readonly total: number;
  /** Where calls got lost, in the text before the edit. */
  readonly lost: readonly number[];
}

/**
 * How many of the calls of a text are still found after an edit, at their places, with the same callee. Those written
 * on the edited line do not count.
 */
export function keptCalls(text: string, dialect: Dialect, edit: Edit): KeptCalls {
  const found = new Set(callsOf(applyEdit(text, edit), dialect).map(({ start, end }) => `${start}-${end}`));
  const lineStart = text.lastIndexOf('\n', edit.at - 1) + 1;
  const nextBreak = text.indexOf('\n', edit.at + edit.removed);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak;
  const shift = edit.inserted.length - edit.removed;
  const counted = callsOf(text, dialect).filter(({ start, end }) => end < lineStart || start > lineEnd);
  const lost = counted.filter(({ start, end }) => {
    const moved = start > edit.at ? shift : 0;
    return !found.has(`${start + moved}-${end + moved}`);
  });
  return { kept: counted.length - lost.length, total: counted.length, lost: lost.map(({ start }) => start) };
}

function callsOf(text: string, dialect: Dialect): Call[] {
  const calls: Call[] = [];
  forEachNode(parse(text, dialect).program, (node) => {
    if (node.type === 'CallExpression') {
      calls.push(node.callee);
    }
  });
  return calls;
}
