import { createDiscovery } from '../core/discover/discovery.ts';
import type { IgnoreRules } from '../core/discover/ignored.ts';
import { isReadable, isReadableCode, mentionsTrigger, wordsPattern } from '../core/discover/prefilter.ts';
import type { OnFailure } from '../core/discover/sources.ts';
import type { FileFindings, FileId } from '../core/model.ts';
import type { Run } from '../node/discovery-scanner.ts';
import { noSkips } from '../node/scanner.ts';
import { createSlices, inSlices } from '../node/slices.ts';
import { createExcludes } from './excludes.ts';
import { isReadableHere, readText, rootOf, unsavedTexts, workspaceRoots } from './files.ts';
import { uriOf } from './uris.ts';
import { createVirtualHost } from './virtual-host.ts';
import { listVirtually } from './virtual-search.ts';

const MOST_FILES = 20_000;
const AT_ONCE = 16;
/** Rounds of asking, fetching and asking again: each follows the imports one step further. */
const MOST_ROUNDS = 12;

/** A run over a workspace without a disk on this machine: VS Code's own file search and file system. */
export function virtualRun(onFailure: OnFailure): Run {
  const host = createVirtualHost();
  const isExcluded = createExcludes(workspaceRoots());
  const rules: IgnoreRules[] = [];
  const skips = noSkips();
  const candidates = new Map<FileId, string>();
  let discovery = createDiscovery(host, onFailure);
  let files: readonly FileId[] = [];

  return {
    get discovery() {
      return discovery;
    },
    skips,
    isReadable: isReadableHere,
    isExcluded: (file) => isExcluded(file) || rules.some((each) => each.isFileIgnored(file)),
    unsaved: () => new Set(unsavedTexts().keys()),
    forget(file) {
      host.forget(file);
      return false; // what a name is now is not known before it is fetched
    },
    async *findings(signal) {
      files = (await list()).filter((file) => isReadable(file, rootOf(file) ?? '') && !isExcluded(file));
      await collect(files, mentionsTrigger, signal);
      const searched = new Set<string>();
      for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
        yield* await settle(signal);
        const names = new Set([...discovery.wrapperNames()].filter((name) => !searched.has(name)));
        if (names.size === 0) {
          return;
        }
        const callers = new RegExp(wordsPattern(names));
        const others = files.filter((file) => isReadableCode(file, rootOf(file) ?? '') && !candidates.has(file));
        await collect(others, (text) => callers.test(text), signal);
        for (const name of names) {
          searched.add(name);
        }
      }
    },
    async *mentioning(names, signal) {
      const words = new RegExp(wordsPattern(names));
      const before = new Set(candidates.keys());
      await collect(
        files.filter((file) => isReadableCode(file, rootOf(file) ?? '') && !before.has(file)),
        (text) => words.test(text),
        signal,
      );
      for (const [file, text] of candidates) {
        if (!before.has(file)) {
          yield { file, text };
        }
      }
    },
  };

  async function list(): Promise<FileId[]> {
    const listings = await Promise.all(workspaceRoots().map((root) => listVirtually(uriOf(root), MOST_FILES)));
    rules.push(...listings.map((each) => each.rules));
    skips.capped = listings.some((each) => each.isCapped);
    return listings.flatMap((each) => each.files);
  }

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
      discovery = createDiscovery(host, onFailure);
      for (const [file, text] of candidates) {
        discovery.update(file, text);
      }
      const findings = await findingsOfAll();
      const arrived = await host.settled();
      if (arrived.length === 0 || round === MOST_ROUNDS || signal.aborted) {
        return findings;
      }
    }
  }

  /** A wrapper may be called in a file that was read before the one that holds it: asks again while new ones turn up. */
  async function findingsOfAll(): Promise<FileFindings[]> {
    const pause = createSlices();
    for (let round = 0, known = -1; round < MOST_ROUNDS && known !== discovery.wrapperExports().size; round++) {
      known = discovery.wrapperExports().size;
      for (const file of candidates.keys()) {
        await inSlices(discovery.findingSteps(file), pause);
        await pause();
      }
    }
    const shown = new Set([...candidates.keys(), ...discovery.outdated]);
    return [...shown].map((file) => discovery.findings(file));
  }
}
