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
      return ',}=:]'.includes(next) && isInPattern(text, end);
    case ':':
      return ',}='.includes(next) && isInPattern(text, end);
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

/** Whether the braces or brackets around a place take something apart: what follows them tells it from a value. */
function isInPattern(text: string, from: number): boolean {
  const most = Math.min(text.length, from + LONGEST_PATTERN);
  let depth = 0;
  for (let at = from; at < most; at++) {
    switch (text[at]) {
      case '{':
      case '[':
      case '(':
        depth++;
        break;
      case '}':
      case ']':
      case ')': {
        if (depth > 0) {
          depth--;
          break;
        }
        const behind = text.slice(at + 1, at + 1 + LONGEST_BEHIND).trimStart();
        if (text[at] === ')') {
          return PARAMETERS_END.test(behind);
        }
        if (TAKES_APART.test(behind)) {
          return true;
        }
        if (!GOES_ON.test(behind)) {
          return false;
        }
        break;
      }
    }
  }
  return true;
}

const LONGEST_PATTERN = 3000;
const LONGEST_BEHIND = 40;
const PARAMETERS_END = /^(?:=>|[{:]|$)/;
const TAKES_APART = /^(?:=(?![=>])|(?:of|in)\b|$)/;
const GOES_ON = /^[,:)}\]]/;

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
