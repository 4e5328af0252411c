import type { Span } from '../../model.ts';
import { behindNext } from './search.ts';

/** The parts of a text outside of comments that begin and end with the given marks. */
export function outsideComments(text: string, open: string, close: string): Span[] {
  const parts: Span[] = [];
  let at = 0;
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, at)) {
    parts.push({ start: at, end: start });
    at = behindNext(close, text, start + open.length);
  }
  parts.push({ start: at, end: text.length });
  return parts;
}
