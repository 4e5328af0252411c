import * as vscode from 'vscode';
import { createFindingsCache } from '../node/findings-cache.ts';
import type { Log } from '../support/log.ts';
import { DiscoveryScanner, type Memory } from './discovery-scanner.ts';
import { diskRun, isOnDisk } from './disk-run.ts';
import type { Scanner } from './scanner.ts';
import { virtualRun } from './virtual-run.ts';

/** The scanner of this window: everything that only a scan needs is behind this. */
export function createScanner(context: vscode.ExtensionContext, log: Log): Scanner {
  const onFailure = (file: string, error: unknown) => log.error(`A file could not be understood: ${file}`, error);
  return new DiscoveryScanner(() => (isOnDisk() ? diskRun(onFailure) : virtualRun(onFailure)), memoryIn(context));
}

/** What an earlier window of this workspace found; none where the workspace or its storage is not on a disk. */
function memoryIn({ storageUri, extension }: vscode.ExtensionContext): Memory | undefined {
  const version = String(extension.packageJSON.version);
  return storageUri?.scheme === 'file' && isOnDisk()
    ? createFindingsCache({ path: vscode.Uri.joinPath(storageUri, 'findings.json').fsPath, version })
    : undefined;
}
