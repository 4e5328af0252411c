import type { FileId, Span } from '../model.ts';
import { affectedNames } from './affected.ts';
import type { Module } from './evaluate/values.ts';
import { isDeclarationFile, LARGEST_IMPORT } from './files.ts';
import { type Code, codeOf, dialectOf } from './languages/index.ts';
import { parse } from './parse/parse.ts';
import type { SourceHost } from './port.ts';

/** Texts of parsed files that are kept at most, and of others, in UTF-16 units. */
const MOST_KEPT = 12_000_000;

/** A file that was read as code. */
export interface Source {
  /** The file's own text. */
  readonly text: string;
  readonly module: Module;
  readonly code: Code;
}

/** The texts and syntax trees of a workspace: each file is read once, and only so many are kept. */
export interface Sources {
  /** Sets a file's text; `undefined` where it is gone or has to be read anew. */
  tell(file: FileId, text: string | undefined): void;
  /** The text as it is now; `null` and `undefined` as the host says it. */
  text(file: FileId): string | null | undefined;
  /** A text that may be read for its imports alone. */
  textForNames(file: FileId): string | undefined;
  /** A file as code; `undefined` where it is none, cannot be read or is too large. */
  load(file: FileId): Source | undefined;
  /** The same where it was loaded before and is kept still. */
  loaded(file: FileId): Source | undefined;
  /** Whether a file was read with another text than this. */
  isStale(file: FileId, text: string): boolean;
  unload(file: FileId): void;
  /**
   * Reads a file anew, which changed, and tells what of its code did: nothing; what these of the names stand for that it
   * declares (where only places have moved, none); or `code`, where that cannot be told.
   */
  renew(file: FileId): 'nothing' | 'code' | ReadonlySet<string>;
  /** Forgets a text that was told: what is made of it is kept elsewhere. */
  forgetText(file: FileId): void;
}

/** Told of a file that could not be understood because of a fault in here: it holds nothing then, the rest does. */
export type OnFailure = (file: FileId, error: unknown) => void;

export interface SourcesOptions {
  /** Whether the syntax tree of a file must not be dropped: others hold on to its nodes. */
  isKept(file: FileId): boolean;
  readonly onFailure: OnFailure;
}

export function createSources(host: SourceHost, { isKept, onFailure }: SourcesOptions): Sources {
  const loaded = new Map<FileId, Source | undefined>();
  let loadedLength = 0;
  /** Texts that were told and are not loaded: so that each file is read once, however often it is asked for a name. */
  const told = new Map<FileId, string>();
  let toldLength = 0;

  const text = (file: FileId): string | null | undefined => told.get(file) ?? host.readText(file);

  function read(file: FileId): Source | undefined {
    return guarded(file, () => {
      const own = isDeclarationFile(file) ? null : text(file);
      return typeof own === 'string' && own.length <= LARGEST_IMPORT ? readCode(file, own) : undefined;
    });
  }

  function guarded<T>(file: FileId, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      onFailure(file, error);
      return undefined;
    }
  }

  function load(file: FileId): Source | undefined {
    if (!loaded.has(file)) {
      const source = read(file);
      loaded.set(file, source);
      loadedLength += source?.code.text.length ?? 0;
      if (loadedLength > MOST_KEPT) {
        dropOldest(file);
      }
    }
    return loaded.get(file);
  }

  function unload(file: FileId): void {
    loadedLength -= loaded.get(file)?.code.text.length ?? 0;
    loaded.delete(file);
  }

  function renew(file: FileId): ReturnType<Sources['renew']> {
    const before = loaded.get(file);
    unload(file);
    const after = before && dialectOf(file) ? load(file) : undefined;
    if (!before || !after) {
      return 'code';
    }
    const difference = after.module.tree.differenceTo(before.module.tree);
    if (difference === 'nothing') {
      loaded.set(file, { ...before, text: after.text });
      forgetText(file);
    }
    if (difference === 'places') {
      return new Set();
    }
    const isPlain = before.text === before.code.text && after.text === after.code.text;
    return (difference === 'code' && isPlain && affectedNames(before.module.tree, after.module.tree)) || difference;
  }

  function dropOldest(except: FileId): void {
    for (const file of loaded.keys()) {
      if (loadedLength <= MOST_KEPT / 2) {
        return;
      }
      if (file !== except && !isKept(file)) {
        unload(file);
      }
    }
  }

  function tell(file: FileId, own: string | undefined): void {
    forgetText(file);
    if (own !== undefined && toldLength + own.length <= MOST_KEPT) {
      told.set(file, own);
      toldLength += own.length;
    }
  }

  function forgetText(file: FileId): void {
    toldLength -= told.get(file)?.length ?? 0;
    told.delete(file);
  }

  return {
    tell,
    text,
    textForNames(file) {
      const known = loaded.get(file)?.text ?? told.get(file);
      if (known !== undefined || isDeclarationFile(file)) {
        return known;
      }
      const own = guarded(file, () => host.readText(file)) ?? undefined;
      tell(file, own);
      return own;
    },
    load,
    loaded: (file) => loaded.get(file),
    isStale: (file, now) => (loaded.has(file) || told.has(file)) && (loaded.get(file)?.text ?? told.get(file)) !== now,
    unload,
    renew,
    forgetText,
  };
}

function readCode(file: FileId, text: string): Source | undefined {
  const code = file.endsWith('.json') ? jsonAsCode(text) : codeOf(file, text);
  return code && { text, code, module: { file, tree: parse(code.text, code.dialect) } };
}

/** An imported JSON file is a module whose default export is its content. */
function jsonAsCode(text: string): Code {
  return { text: `export default ${text}`, dialect: 'ts', sourceSpan: (span: Span) => span };
}
