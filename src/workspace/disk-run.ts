import * as vscode from 'vscode';
import { createDiscovery } from '../core/discover/discovery.ts';
import { createDiskHost } from '../node/disk-host.ts';
import { findRipgrep } from '../node/ripgrep.ts';
import { scanFolder } from '../node/scan.ts';
import type { Run } from './discovery-scanner.ts';
import { createExcludes } from './excludes.ts';
import { openText, workspaceRoots } from './files.ts';

/** A run over folders on this machine's disk: one search by ripgrep, files read as they are needed. */
export function diskRun(): Run {
  const roots = workspaceRoots();
  const host = createDiskHost({ roots, unsaved: openText });
  const discovery = createDiscovery(host);
  const ripgrep = findRipgrep(vscode.env.appRoot);
  const isExcluded = createExcludes(roots);
  return {
    discovery,
    isExcluded,
    forget: (file) => host.forget(file),
    async *findings(signal) {
      for (const root of roots) {
        yield* scanFolder(root, { discovery, ripgrep, signal, isExcluded });
      }
    },
  };
}

/** Whether all folders of the workspace lie on this machine's disk. */
export function isOnDisk(): boolean {
  return (vscode.workspace.workspaceFolders ?? []).every(({ uri }) => uri.scheme === 'file');
}
