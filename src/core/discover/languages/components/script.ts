import type { Span } from '../../../model.ts';
import type { Statement } from '../../nodes.ts';
import { parse } from '../../parse/parse.ts';
import { blankExcept, type CodeWriter } from '../code.ts';

/** The script of a component whose properties it knows: what each instance runs becomes part of a function of them. */
export interface ComponentScript {
  /** Imports, exports and types: they stay where they are. */
  readonly kept: readonly Span[];
  /** All else, in order. */
  readonly own: readonly (Span | Statement)[];
}

const KEPT: ReadonlySet<Statement['type']> = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
]);

/** `isWhole` tells statements that somebody wants to write anew, whatever they are. */
export function componentScript(
  text: string,
  script: Span,
  isWhole: (statement: Statement) => boolean = () => false,
): ComponentScript {
  const kept: Span[] = [];
  const own: (Span | Statement)[] = [];
  let at = script.start;
  for (const statement of parse(blankExcept(text, [script]), 'ts').program.body) {
    const isAnew = isWhole(statement);
    if (isAnew || KEPT.has(statement.type)) {
      own.push({ start: at, end: statement.start });
      (isAnew ? own : kept).push(statement);
      at = statement.end;
    }
  }
  own.push({ start: at, end: script.end });
  return { kept, own };
}

/** Copies a part of the file, and writes every match of a pattern anew. */
export function copyWith(writer: CodeWriter, text: string, { start, end }: Span, from: RegExp, to: string): void {
  let at = start;
  for (const match of text.slice(start, end).matchAll(from)) {
    writer.write({ start: at, end: start + match.index }, to);
    at = start + match.index + match[0].length;
  }
  writer.write({ start: at, end });
}
