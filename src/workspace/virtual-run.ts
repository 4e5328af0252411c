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
  const isExcluded = createExcludes(workspaceRoots());
  const candidates = new Map<FileId, string>();
  let discovery = createDiscovery(host);

  return {
    get discovery() {
      return discovery;
    },
    isExcluded,
    forget: (file) => host.forget(file),
    async *findings(signal) {
      const uris = await vscode.workspace.findFiles('**/*', NEVER, MOST_FILES);
      const files = uris.map(fileIdOf).filter((file) => isReadable(file) && !isExcluded(file));
      await collect(files, mentionsTrigger, signal);
      yield* await settle(signal);
      const names = discovery.wrapperNames();
      if (names.size > 0) {
        const callers = new RegExp(wordsPattern(names));
        const others = files.filter((file) => isReadableCode(file) && !candidates.has(file));
        await collect(others, (text) => callers.test(text), signal);
        yield* await settle(signal);
      }
    },
  };

  async function collect(files: readonly FileId[], matches: (text: string) => boolean, signal: AbortSignal) {
    for (let at = 0; at < files.length && !signal.aborted; at += AT_ONCE) {
      await Promise.all(
        files.slice(at, at + AT_ONCE).map(async (file) => {
          const text = await readText(file);
          if (text !== null && matches(text)) {
            host.know(file, text);
            candidates.set(file, text);
          }
        }),
      );
    }
  }

  /** Asks for every file's findings, fetches what they needed, and asks anew until nothing is missing. */
  async function settle(signal: AbortSignal): Promise<readonly FileFindings[]> {
    for (let round = 1; ; round++) {
      discovery = createDiscovery(host);
      for (const [file, text] of candidates) {
        discovery.update(file, text);
      }
      const findings = [...candidates.keys()].map((file) => discovery.findings(file));
      const arrived = await host.settled();
      if (arrived.length === 0 || round === MOST_ROUNDS || signal.aborted) {
        return findings;
      }
    }
  }
}
