import * as vscode from 'vscode';
import { createDiscovery } from '../core/discover/discovery.ts';
import { isReadable, isReadableCode, mentionsTrigger, wordsPattern } from '../core/discover/prefilter.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import type { Run } from './discovery-scanner.ts';
import { createExcludes } from './excludes.ts';
import { readText, workspaceRoots } from './files.ts';
import { fileIdOf } from './uris.ts';
import { createVirtualHost } from './virtual-host.ts';

const NEVER = '**/{node_modules,.git,.next,.nuxt,.output,.svelte-kit,.vercel,.turbo,dist,coverage}/**';
const MOST_FILES = 20_000;
const AT_ONCE = 16;
/** Rounds of asking, fetching and asking again: each follows the imports one step further. */
const MOST_ROUNDS = 12;

/** A run over a workspace without a disk on this machine: VS Code's own file search and file system. */
export function virtualRun(): Run {
  const host = createVirtualHost();
  const discovery = createDiscovery(host);
  const isExcluded = createExcludes(workspaceRoots());
  const candidates = new Set<FileId>();

  return {
    discovery,
    forget: (file) => host.forget(file),
    async *findings(signal) {
      const uris = await vscode.workspace.findFiles('**/*', NEVER, MOST_FILES);
      const files = uris.map(fileIdOf).filter((file) => isReadable(file) && !isExcluded(file));
      await feed(files, mentionsTrigger, signal);
      yield* settle([...candidates], signal);
      const names = discovery.wrapperNames();
      if (names.size > 0) {
        const callers = new RegExp(wordsPattern(names));
        const before = new Set(candidates);
        await feed(
          files.filter((file) => isReadableCode(file) && !before.has(file)),
          (text) => callers.test(text),
          signal,
        );
        yield* settle([...candidates], signal);
      }
    },
  };

  async function feed(files: readonly FileId[], matches: (text: string) => boolean, signal: AbortSignal) {
    for (let at = 0; at < files.length && !signal.aborted; at += AT_ONCE) {
      await Promise.all(
        files.slice(at, at + AT_ONCE).map(async (file) => {
          const text = await readText(file);
          if (text !== null && matches(text)) {
            host.know(file, text);
            candidates.add(file);
            discovery.update(file, text);
          }
        }),
      );
    }
  }

  /** Asks for each file's findings, waits for what they needed, and asks those again that it may have changed. */
  async function* settle(files: readonly FileId[], signal: AbortSignal): AsyncGenerator<FileFindings> {
    let open: Iterable<FileId> = files;
    for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
      for (const file of open) {
        yield discovery.findings(file);
      }
      const arrived = await host.settled();
      if (arrived.length === 0) {
        return;
      }
      open = new Set(arrived.flatMap((file) => [...discovery.changed(file)]).filter((file) => candidates.has(file)));
    }
  }
}
