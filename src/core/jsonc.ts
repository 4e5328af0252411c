/**
 * Reads JSON as tsconfig.json and vercel.json hold it: with comments and trailing commas. `undefined` where it is none.
 */
export function parseJsonc(text: string): unknown {
  // Nearly all of it is plain JSON, which the engine reads many times faster.
  return text === '' ? undefined : (parsed(text) ?? parsed(withoutCommentsAndTrailingCommas(text)));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The same text with comments and trailing commas blanked, so that offsets stay. Linear in the text. */
export function withoutCommentsAndTrailingCommas(text: string): string {
  const out: string[] = [];
  let kept = 0;
  let lastComma = -1;
  const blank = (from: number, to: number) => {
    out.push(text.slice(kept, from), text.slice(from, to).replace(/[^\r\n]/g, ' '));
    kept = to;
  };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  kept = at;
  const commas: number[] = [];
  while (at < text.length) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at);
      lastComma = -1;
    } else if (char === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const end = endOfComment(text, at);
      blank(at, end);
      at = end;
    } else {
      if (char === ',') {
        lastComma = at;
      } else if ((char === '}' || char === ']') && lastComma >= 0) {
        commas.push(lastComma);
        lastComma = -1;
      } else if (char !== ' ' && char !== '\t' && char !== '\n' && char !== '\r') {
        lastComma = -1;
      }
      at++;
    }
  }
  out.push(text.slice(kept));
  return commas.length === 0 ? out.join('') : blankAt(out.join(''), commas, text.charCodeAt(0) === 0xfeff ? 1 : 0);
}

function blankAt(text: string, offsets: readonly number[], shift: number): string {
  const pieces: string[] = [];
  let kept = 0;
  for (const offset of offsets) {
    pieces.push(text.slice(kept, offset - shift), ' ');
    kept = offset - shift + 1;
  }
  pieces.push(text.slice(kept));
  return pieces.join('');
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && text[at] !== '\n') {
    at += text[at] === '\\' ? 2 : 1;
  }
  return at + 1;
}

function endOfComment(text: string, start: number): number {
  const line = text[start + 1] === '/';
  const end = text.indexOf(line ? '\n' : '*/', start + 2);
  if (end < 0) {
    return text.length;
  }
  return line ? end : end + 2;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
