import type { Span } from '../../model.ts';

/** The parts of a text outside of comments that begin and end with the given marks. */
export function outsideComments(text: string, open: string, close: string): Span[] {
  const parts: Span[] = [];
  let at = 0;
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, at)) {
    parts.push({ start: at, end: start });
    const end = text.indexOf(close, start + open.length);
    at = end < 0 ? text.length : end + close.length;
  }
  parts.push({ start: at, end: text.length });
  return parts;
}
