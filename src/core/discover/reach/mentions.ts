/**
 * Whether a name that stands here may be bound by something that is no import statement: as a member (`api.purge(…)`), in
 * a pattern (`const { purge } = useCache()`), by a variable that holds what a call returns. `false` for a use of the name
 * (a call, an element, a type), whose binding is another mention, and for a function or a value that is written here.
 */
export function mayBind(text: string, start: number, end: number): boolean {
  const before = solidBefore(text, start);
  const next = text[solidAfter(text, end)] ?? '';
  switch (text[before]) {
    case '.':
      return true;
    case '{':
    case ',':
    case '[':
      return ',}=:]'.includes(next);
    case ':':
      return ',}='.includes(next);
    case '"':
    case "'":
    case '`':
      return text[solidBefore(text, before)] === '[';
    default:
      return DECLARES.test(text.slice(Math.max(0, before - LONGEST_KEYWORD), before + 1)) && !isWritten(text, end);
  }
}

const DECLARES = /(?:^|\W)(?:const|let|var)$/;
const LONGEST_KEYWORD = 5;

/** Whether a variable gets a function or a value that is written here, and not what something else yields. */
function isWritten(text: string, from: number): boolean {
  const begin = text.slice(from, from + LONGEST_ANNOTATION);
  const equals = /=(?!>)/.exec(begin);
  return equals !== null && WRITTEN.test(begin.slice(equals.index + 1));
}

const LONGEST_ANNOTATION = 200;
const WRITTEN = /^\s*(?:[{['"`\d<]|(?:async|function|class|new)\b|\(\s*(?:[{[).]|\w+\s*[,:)=?]))/;
function solidBefore(text: string, index: number): number {
  let at = index - 1;
  while (at >= 0 && isBlank(text, at)) {
    at--;
  }
  return at;
}

function solidAfter(text: string, index: number): number {
  let at = index;
  while (at < text.length && isBlank(text, at)) {
    at++;
  }
  return at;
}

const isBlank = (text: string, at: number): boolean => text.charCodeAt(at) <= 32;
