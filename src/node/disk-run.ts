import { createDiscovery } from '../core/discover/discovery.ts';
import { createIgnoreRules } from '../core/discover/ignored.ts';
import { isReadable, isReadableCode, wordsPattern } from '../core/discover/prefilter.ts';
import type { OnFailure } from '../core/discover/sources.ts';
import { leavesOut } from '../core/globs.ts';
import type { FileId } from '../core/model.ts';
import { isString } from '../core/text-parts.ts';
import type { Run } from './discovery-scanner.ts';
import { createDiskHost } from './disk-host.ts';
import { DiskScan } from './scan.ts';
import { noSkips } from './scanner.ts';
import { FolderSearch } from './search.ts';

/** What decides which files of a disk are scanned. */
export interface DiskFolders {
  /** Absolute, with forward slashes. */
  readonly roots: readonly FileId[];
  /** What the user's settings leave out of each, as globs. */
  readonly excluded: readonly (readonly [root: FileId, globs: readonly string[]])[];
}

export interface DiskRunOptions extends DiskFolders {
  /** Without one the folders are walked. */
  readonly ripgrep?: string | undefined;
  /** The texts that are not the ones on the disk, by file, as they are now. */
  readonly unsaved: ReadonlyMap<FileId, string>;
  readonly onFailure: OnFailure;
}

export interface DiskRun extends Run {
  /** Whether nothing was forgotten that a further scan would have to look for. */
  readonly isComplete: boolean;
}

/** A run over folders on this machine's disk: files are searched by ripgrep and read as they are needed. */
export function createDiskRun({ roots, excluded, ripgrep, unsaved, onFailure }: DiskRunOptions): DiskRun {
  const host = createDiskHost({ roots, unsaved: (file) => unsaved.get(file) });
  const discovery = createDiscovery(host, onFailure);
  const isLeftOut = leavesOut(new Map(excluded));
  const rules = new Map(roots.map((root) => [root, createIgnoreRules(root, (file) => host.readText(file))]));
  const isExcluded = (file: FileId) =>
    isLeftOut(file) || rules.get(host.rootOf(file) ?? '')?.isFileIgnored(file) === true;
  const skips = noSkips();
  const scan = new DiskScan({
    roots,
    host,
    discovery,
    ripgrep,
    isExcluded: isLeftOut,
    unsaved: () => [...unsaved.keys()].filter((file) => !isExcluded(file)),
    onSkipped: (_, why) => {
      if (why === 'large') {
        skips.large++;
      } else {
        skips.unreadable = true;
      }
    },
  });
  const textsIn = (root: FileId, words: RegExp) =>
    [...unsaved].filter(([file, text]) => host.rootOf(file) === root && isReadableCode(file, root) && words.test(text));

  return {
    discovery,
    skips,
    isReadable(file) {
      const root = host.rootOf(file);
      return root !== undefined && isReadable(file, root);
    },
    isExcluded,
    unsaved: () => new Set(unsaved.keys()),
    forget: (file) => host.forget(file),
    findings(signal) {
      Object.assign(skips, noSkips());
      for (const each of rules.values()) {
        each.forget();
      }
      return scan.findings(signal);
    },
    async *mentioning(names, signal) {
      const pattern = wordsPattern(names);
      for (const root of roots) {
        for (const [file, text] of textsIn(root, new RegExp(pattern))) {
          yield { file, text };
        }
        const search = new FolderSearch(root, { ripgrep, signal, isExcluded: isLeftOut });
        for await (const file of search.find(pattern, (path) => isReadableCode(path, root))) {
          const text = host.readText(file);
          if (isString(text)) {
            yield { file, text };
          }
        }
      }
    },
    get isComplete() {
      return !host.hasForgotten;
    },
  };
}
