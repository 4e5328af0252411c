import { getOrMake } from '../../maps.ts';
import type { FileId } from '../../model.ts';
import { dirname } from '../../paths.ts';
import { dialectOf, isCodeFile } from '../languages/index.ts';
import type { Resolution } from '../modules/resolver.ts';
import { wordsPattern } from '../prefilter.ts';
import type { Wrappers } from '../wrappers.ts';
import { moduleLinks } from './links.ts';
import { mayBind } from './mentions.ts';

export interface ReachParts {
  readonly wrappers: Wrappers;
  /** The text of a file; `undefined` where it cannot be read, or not yet. */
  readonly textOf: (file: FileId) => string | undefined;
  /** Told of each file that an answer rests on, but for those that lie behind it: `leadingTo` knows them. */
  readonly onPassed: (file: FileId) => void;
  readonly resolve: (specifier: string, from: FileId) => Resolution;
  /** Whether a framework makes a name known in the file without an import. */
  readonly isAutoImported: (name: string, from: FileId) => boolean;
}

/**
 * Which files can call a wrapper of another file, told from their texts without parsing them. A name like `Card` stands
 * in hundreds of files of a large project; what most of them mean by it their imports tell.
 */
export interface Reach {
  /** Whether a text may mean a wrapper or constant of another file by one of the names. Errs only towards yes. */
  mayMean(file: FileId, text: string, names: ReadonlySet<string>): boolean;
  /** Whether an import may lead to a wrapper or constant. Errs only towards yes. */
  mayLead(source: string, from: FileId): boolean;
  /** A file, and those that were seen to lead to it: an answer that rests on one of them may be wrong once it changes. */
  leadingTo(file: FileId): ReadonlySet<FileId>;
  /** Tells that a file changed; answers whether it may lead to a wrapper where it led to none. */
  changed(file: FileId): boolean;
  /** To be called when what imports lead to changed. */
  forget(): void;
  forgetIn(folders: ReadonlySet<FileId>): void;
}

/** A text that spells the names more often is parsed without a closer look. */
const MOST_MENTIONS = 500;

/** What a file takes from another. */
interface Edge {
  readonly words: string;
  readonly takesAll: boolean;
  readonly to: FileId;
}

export function createReach({ wrappers, textOf, onPassed, resolve, isAutoImported }: ReachParts): Reach {
  const edges = new Map<FileId, readonly Edge[]>();
  /** Files that lead to no wrapper, as far as it is known for the wrappers of now. */
  const astray = new Set<FileId>();
  let allNames = /$^/;
  let wrappersThen = '';

  /** What led nowhere may lead to a new wrapper. */
  function keepUp(): void {
    const now = `${wrappers.files.size} ${wrappers.exportedNames.size}`;
    if (now !== wrappersThen) {
      wrappersThen = now;
      astray.clear();
      allNames = new RegExp(wordsPattern(wrappers.exportedNames));
    }
  }

  function targetOf(source: string, from: FileId): FileId | undefined {
    const target = resolve(source, from);
    return target.kind === 'file' && isCodeFile(target.file) ? target.file : undefined;
  }

  function edgesOf(file: FileId): readonly Edge[] {
    return getOrMake(edges, file, () =>
      moduleLinks(textOf(file) ?? '').flatMap((link) => {
        const to = targetOf(link.source, file);
        // Words of their own: a slice would keep the whole text in memory.
        return to === undefined ? [] : [{ words: link.words.split(/\s+/).join(' '), takesAll: link.takesAll, to }];
      }),
    );
  }

  /** Whether one of the files holds a wrapper, or hands on what it imports from one that does. */
  function leadsToHolder(files: Iterable<FileId>, onMet: (file: FileId) => void = onPassed): boolean {
    const met = new Set(files);
    for (const file of met) {
      onMet(file);
      if (wrappers.files.has(file)) {
        return true;
      }
      for (const to of astray.has(file) ? [] : meantBy(edgesOf(file))) {
        met.add(to);
      }
    }
    for (const file of met) {
      astray.add(file);
    }
    return false;
  }

  /** The files that what somebody takes may name a wrapper of. */
  const meantBy = (taken: readonly Edge[]): FileId[] =>
    taken.flatMap(({ words, takesAll, to }) => (takesAll || allNames.test(words) ? [to] : []));

  const takeWrappers = (taken: readonly Edge[]): boolean => leadsToHolder(meantBy(taken), () => undefined);

  return {
    mayMean(file, text, names) {
      if (dialectOf(file) === undefined) {
        return true;
      }
      keepUp();
      const links = moduleLinks(text);
      const naming = new Set(links.filter(({ takesAll }) => takesAll));
      const mentioned = new Set<string>();
      let next = 0;
      let looked = 0;
      for (const { index, 0: name } of text.matchAll(new RegExp(wordsPattern(names), 'g'))) {
        while (index >= (links[next]?.end ?? Number.POSITIVE_INFINITY)) {
          next++;
        }
        const link = links[next];
        if (wrappers.interfaceNames.has(name)) {
          return true;
        }
        if (link && index >= link.start) {
          naming.add(link);
        } else if (looked++ >= MOST_MENTIONS || mayBind(text, index, index + name.length)) {
          return true;
        }
        mentioned.add(name);
      }
      const targets = [...naming].flatMap(({ source }) => targetOf(source, file) ?? []);
      return leadsToHolder(targets) || [...mentioned].some((name) => isAutoImported(name, file));
    },
    mayLead(source, from) {
      keepUp();
      const target = targetOf(source, from);
      return target !== undefined && leadsToHolder([target]);
    },
    leadingTo(file) {
      const met = new Set([file]);
      for (const to of met) {
        for (const [from, list] of edges) {
          if (list.some((edge) => edge.to === to)) {
            met.add(from);
          }
        }
      }
      return met;
    },
    forgetIn(folders) {
      astray.clear();
      for (const file of [...edges.keys()].filter((each) => folders.has(dirname(each)))) {
        edges.delete(file);
      }
    },
    changed(file) {
      keepUp();
      const before = edges.get(file);
      const ledNowhere = before !== undefined && !takeWrappers(before);
      edges.delete(file);
      const leadsOn = ledNowhere && takeWrappers(edgesOf(file));
      if (leadsOn || wrappers.files.has(file)) {
        astray.clear();
      }
      return leadsOn;
    },
    forget() {
      astray.clear();
      edges.clear();
    },
  };
}
