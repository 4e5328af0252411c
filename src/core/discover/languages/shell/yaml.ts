import { wordSet } from '../../../word-set.ts';
import { type MappedText, MappedTextBuilder, partOf } from '../mapped-text.ts';
import { nextAt } from '../search.ts';

/** Keys whose value, or whose list of values, is run by a shell: GitHub, GitLab, CircleCI, Azure, Bitbucket, Taskfile. */
const SCRIPT_KEYS = wordSet(
  'run script scripts before_script after_script command commands cmd cmds bash sh shell pwsh powershell ' +
    'inlineScript entrypoint before_install install after_success after_deploy deploy before_deploy build postdeploy',
);

interface Line {
  /** How far the line is indented. */
  readonly indent: number;
  /** Where the key or the value stands, behind the dashes of list items. */
  readonly column: number;
  readonly key: string | undefined;
  /** Of the value, behind the key. */
  readonly start: number;
  readonly end: number;
}

/** The shell texts of a CI configuration. Reads lines, not YAML: tolerant, and enough for what stands there. */
export function scriptsInYaml(text: string): MappedText[] {
  const lines = linesOf(text);
  const scripts: MappedText[] = [];
  const keys: { column: number; isScript: boolean }[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line;
    if (isEmpty(line) || text[line.start] === '#') {
      continue;
    }
    while ((keys.at(-1)?.column ?? -1) >= line.column) {
      keys.pop();
    }
    const isScript = line.key === undefined ? (keys.at(-1)?.isScript ?? false) : SCRIPT_KEYS.has(line.key);
    if (line.key !== undefined) {
      keys.push({ column: line.column, isScript });
    }
    if (line.end > line.start) {
      const last = lastLineOfValue(lines, index);
      if (isScript) {
        scripts.push(scalar(text, lines.slice(index, last + 1)));
      }
      index = last;
    }
  }
  return scripts;
}

const LINE = /^([ \t]*)((?:-[ \t]+)*)(?:["']?([\w./-]+)["']?[ \t]*:(?:[ \t]+|$))?/;

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const lineEnd = nextAt('\n', text, start);
    const content = text.slice(start, lineEnd).trimEnd();
    const [all = '', blanks = '', dashes = '', key] = LINE.exec(content) ?? [];
    const column = blanks.length + dashes.length;
    lines.push({ indent: blanks.length, column, key, start: start + all.length, end: start + content.length });
    start = lineEnd + 1;
  }
  return lines;
}

function isEmpty({ key, start, end }: Line): boolean {
  return key === undefined && start >= end;
}

/** Lines below belong to the value as long as they stand deeper than it began. */
function lastLineOfValue(lines: readonly Line[], index: number): number {
  const first = lines[index] as Line;
  const depth = first.key === undefined ? first.indent : first.column;
  let last = index;
  for (let next = index + 1; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (!isEmpty(line) && line.indent <= depth) {
      break;
    }
    last = isEmpty(line) ? last : next;
  }
  return last;
}

/** The text of a value: a block as it stands (`|`), or folded into one line (`>`, quoted, plain). */
function scalar(text: string, lines: readonly Line[]): MappedText {
  const first = lines[0] as Line;
  const end = lines.at(-1)?.end ?? first.end;
  const head = text.slice(first.start, first.end);
  const block = /^([|>])[-+\d]*(?:\s+#.*)?$/.exec(head.slice(0, 100))?.[1];
  if (block === '|') {
    return partOf(text, { start: first.end, end });
  }
  if (block === '>') {
    return folded(text, first.end, end, '');
  }
  const quote = head[0] === '"' || head[0] === "'" ? head[0] : '';
  return folded(text, first.start + quote.length, end, quote);
}

/** Line breaks are blanks; in quotes their escapes are resolved and the closing one ends the text. */
function folded(text: string, start: number, end: number, quote: string): MappedText {
  const builder = new MappedTextBuilder();
  for (let at = start; at < end; at++) {
    const char = text[at] as string;
    const isEscape = (char === '\\' && quote === '"') || (char === "'" && quote === "'" && text[at + 1] === "'");
    if (isEscape) {
      builder.add(text[at + 1] ?? '', at);
      at++;
    } else if (char === quote) {
      return builder.finish(at);
    } else {
      builder.add(char === '\n' || char === '\r' ? ' ' : char, at);
    }
  }
  return builder.finish(end);
}
