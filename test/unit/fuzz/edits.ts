import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LiveFolder } from '../node/live-folder.ts';
import { applyEdit, mutation, pick, type Random } from '../parse/mutate.ts';

/** What somebody does to a file: its new text. */
type Edit = (text: string, random: Random, number: number) => string;

const STATEMENT = /^(?:export )?(?:default )?(?:async )?(?:const|function|class|import)\b/;
const WORD = /\b[A-Za-z]\w{3,}\b/g;
const SOURCE = /\bfrom ['"]([^'"]+)['"]/g;
const SHORT_TEXT = /(['"])([\w/-]{3,})\1/g;

function withoutLine(text: string, isMeant: (line: string) => boolean, random: Random): string {
  const lines = text.split('\n');
  const meant = [...lines.keys()].filter((at) => isMeant(lines[at] ?? ''));
  return meant.length === 0 ? text : lines.toSpliced(pick(meant, random), 1).join('\n');
}

const wordIn = (text: string, random: Random): string => pick(text.match(WORD) ?? ['none'], random);

const EDITS: readonly Edit[] = [
  (text, random) => applyEdit(text, mutation(text, random)),
  (text, _, number) => `${text}\nexport const added${number} = 'added${number}';`,
  (text, random) => {
    const [word, other] = [wordIn(text, random), wordIn(text, random)];
    return `${text}\n${pick([`${word}(${other});`, `${word}.push('more');`, `${word}.${other} = 'other';`], random)}`;
  },
  (text, random, number) => {
    const sources = [...text.matchAll(SOURCE)].map(([, source]) => source);
    return `import * as all${number} from '${pick(sources.length > 0 ? sources : ['none'], random)}';\n${text}`;
  },
  (text, random) => withoutLine(text, () => true, random),
  (text, random) => withoutLine(text, (line) => STATEMENT.test(line), random),
  (text, random) => text.replace(SHORT_TEXT, (all, quote) => (random() < 0.1 ? `${all.slice(0, -1)}2${quote}` : all)),
  (text, random) => {
    const word = wordIn(text, random);
    return text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), random() < 0.5 ? `${word}2` : wordIn(text, random));
  },
];
const EDITS_BETWEEN_LOOKS = 4;
const SHARE_OF_ORIGINALS = 0.3;
const SHARE_GONE = 0.05;
const SHARE_UNTOLD = 0.2;

/**
 * Edits files of a folder, of which the originals stand in another, as somebody would who types, saves, deletes, reverts;
 * scans again now and then. Looks after each few edits whether a window that was open all the time shows what a new one
 * would. Returns what was done and what differs, at the first difference; the same for the same random numbers.
 */
export async function editUntilDifferent(
  originals: string,
  root: string,
  { edits, random }: { readonly edits: number; readonly random: Random },
): Promise<string[]> {
  cpSync(originals, root, { recursive: true, filter: isCopied });
  const folder = new LiveFolder(root);
  await folder.scan();
  const files = [...folder.files].filter((file) => existsSync(path.join(root, file))).sort();
  const done: string[] = [];
  for (let number = 0; number < edits && files.length > 0; number += EDITS_BETWEEN_LOOKS) {
    let isUntold = false;
    for (let each = number; each < number + EDITS_BETWEEN_LOOKS; each++) {
      const file = pick(files, random);
      const text = editedText(path.join(originals, file), path.join(root, file), random, each);
      folder.write(file, text);
      const isTold = random() >= SHARE_UNTOLD;
      isUntold ||= !isTold;
      done.push(`${isTold ? '' : 'untold: '}${file}${text === null ? ' is gone' : ''}`);
      if (isTold) {
        await folder.update(file, text);
      }
    }
    if (isUntold) {
      await folder.scan();
    }
    const differences = await folder.differences();
    if (differences.length > 0) {
      return [...done, ...differences];
    }
  }
  return [];
}

const LEFT_OUT = /[\\/](?:node_modules|\.git)$/;

/** Without what cannot be read, as names that are no UTF-8. */
const isCopied = (each: string): boolean => !LEFT_OUT.test(each) && existsSync(each);

function editedText(original: string, file: string, random: Random, number: number): string | null {
  const share = random();
  if (share < SHARE_GONE) {
    return null;
  }
  if (share < SHARE_GONE + SHARE_OF_ORIGINALS || !existsSync(file)) {
    return readFileSync(original, 'utf8');
  }
  return pick(EDITS, random)(readFileSync(file, 'utf8'), random, number);
}
