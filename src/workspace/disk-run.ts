import * as vscode from 'vscode';
import { createDiscovery } from '../core/discover/discovery.ts';
import { createIgnoreRules } from '../core/discover/ignored.ts';
import { isReadableCode, wordsPattern } from '../core/discover/prefilter.ts';
import type { OnFailure } from '../core/discover/sources.ts';
import type { FileId } from '../core/model.ts';
import { createDiskHost } from '../node/disk-host.ts';
import { findRipgrep } from '../node/ripgrep.ts';
import { type Skipped, scanFolder } from '../node/scan.ts';
import { FolderSearch } from '../node/search.ts';
import type { Run } from './discovery-scanner.ts';
import { createExcludes } from './excludes.ts';
import { isReadableHere, openText, unsavedFiles, unsavedMentioning, workspaceRoots } from './files.ts';
import { noSkips } from './scanner.ts';

/** A run over folders on this machine's disk: one search by ripgrep, files read as they are needed. */
export function diskRun(onFailure: OnFailure): Run {
  const roots = workspaceRoots();
  const host = createDiskHost({ roots, unsaved: openText });
  const discovery = createDiscovery(host, onFailure);
  const ripgrep = findRipgrep(vscode.env.appRoot, roots);
  const isExcluded = createExcludes(roots);
  const rules = new Map(roots.map((root) => [root, createIgnoreRules(root, (file) => host.readText(file))]));
  const skips = noSkips();
  const onSkipped = (_: FileId, why: Skipped) => {
    if (why === 'large') {
      skips.large++;
    } else {
      skips.unreadable = true;
    }
  };
  return {
    discovery,
    skips,
    isReadable: isReadableHere,
    isExcluded: (file) => isExcluded(file) || rules.get(host.rootOf(file) ?? '')?.isFileIgnored(file) === true,
    unsaved: unsavedFiles,
    forget: (file) => host.forget(file),
    async *findings(signal) {
      for (const root of roots) {
        yield* scanFolder(root, { discovery, ripgrep, signal, isExcluded, onSkipped });
      }
    },
    async *mentioning(names, signal) {
      const pattern = wordsPattern(names);
      yield* unsavedMentioning(new RegExp(pattern));
      for (const root of roots) {
        const search = new FolderSearch(root, { ripgrep, signal, isExcluded });
        for await (const file of search.find(pattern, (path) => isReadableCode(path, root))) {
          const text = host.readText(file);
          if (text !== null && text !== undefined) {
            yield { file, text };
          }
        }
      }
    },
  };
}

/** Whether all folders of the workspace lie on this machine's disk. */
export function isOnDisk(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).every(({ uri }) => uri.scheme === 'file');
}
