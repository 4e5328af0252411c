import type { Role } from '../../model.ts';
import { isString } from '../../text-parts.ts';
import { nameOf } from '../evaluate/names.ts';
import type { TextValue, Value } from '../evaluate/values.ts';
import { isCall, isSpread } from '../kinds.ts';
import { purgesInShell, SUBCOMMANDS } from '../languages/shell/purges.ts';
import type { Expression, Node } from '../nodes.ts';
import { urlAround } from './endpoint.ts';
import { asValue } from './written.ts';

/** Whether a piece of a text may belong to a purge by the CLI, which a script runs. */
export const mayBeCommand = (piece: string): boolean =>
  /\bcache (?:invalidate|dangerously-delete)\b/.test(piece) || SUBCOMMANDS.has(piece);

/** A command that a script runs: as one text, or as a program and its words. */
export interface Ran {
  readonly place: Node;
  readonly words: readonly Expression[];
  readonly isText: boolean;
}

/** `exec`, `execSync`, `spawn`, `execa`, `$`, `sh`, `run`, `runCommand`. */
const RUNNING = /exec|spawn|^\$|^sh$|shell|^run|command/i;

/** The command that a text is, or is a word of; `undefined` where nothing runs it. */
export function commandAt(part: Expression): Ran | undefined {
  const { parent } = part;
  if (parent?.type === 'TaggedTemplateExpression' && parent.quasi === part) {
    return RUNNING.test(nameOf(parent.tag)) ? { place: parent, words: [part], isText: true } : undefined;
  }
  if (parent?.type === 'ArrayExpression') {
    const call = parent.parent;
    const [program] = isCall(call) ? call.arguments : [];
    const words = parent.elements.filter((each) => each !== undefined && !isSpread(each));
    return isCall(call) && program && RUNNING.test(nameOf(call.callee))
      ? { place: call, words: [...(program === parent ? [] : [program as Expression]), ...words], isText: false }
      : undefined;
  }
  const whole = urlAround(part);
  const call = whole.parent;
  return isCall(call) && call.arguments[0] === whole && RUNNING.test(nameOf(call.callee))
    ? { place: call, words: [whole], isText: true }
    : undefined;
}

/** A command as a shell would be given it: what is known only when the code runs are variables. */
export interface ShellText {
  readonly text: string;
  /** Whether it depends on parameters, and on whose. */
  readonly params: TextValue['params'];
}

const MOST_TEXTS = 16;

/** Every text that a command can be. */
export function writtenAsShell(
  { words, isText }: Ran,
  textsOf: (node: Expression) => readonly TextValue[],
): readonly ShellText[] {
  let all: readonly ShellText[] = [{ text: '', params: [] }];
  for (const word of words) {
    const texts = textsOf(word);
    all = all
      .flatMap((before) =>
        texts.map(({ parts, params }) => ({
          text: `${before.text} ${parts.map((part) => written(part, isText)).join('')}`,
          params: [...before.params, ...params],
        })),
      )
      .slice(0, MOST_TEXTS);
  }
  return all;
}

function written(part: TextValue['parts'][number], isText: boolean): string {
  if (!isString(part)) {
    return `"\${${/^[A-Za-z_]\w*$/.test(part.hole) ? part.hole : 'value'}}"`;
  }
  return isText ? part : `'${part.replaceAll("'", "'\\''")}'`;
}

/** What a command purges. */
export function purgesOf({ text, params }: ShellText): { role: Role; api: string; value: Value }[] {
  return purgesInShell({ text, at: (index) => index }).map(({ role, api, value }) => ({
    role,
    api,
    value: asValue(value, 'tag', params),
  }));
}
