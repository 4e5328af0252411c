import type { OnFailure } from '../core/discover/sources.ts';
import { DiscoveryScanner } from '../node/discovery-scanner.ts';
import type { Scanner } from '../node/scanner.ts';
import { virtualRun } from './virtual-run.ts';

/** Scans a workspace without a disk on this machine; every scan begins anew, as nothing tells what has changed. */
export function createVirtualScanner(onFailure: OnFailure): Scanner {
  const scanner = new DiscoveryScanner();
  return {
    scan: (shown, signal, found) => scanner.scan(virtualRun(onFailure), { shown, signal, found }),
    update: (file, text) => scanner.update(file, text),
    get hasNewWrappers() {
      return scanner.hasNewWrappers;
    },
    findCallers: (signal) => scanner.findCallers(signal),
    get skips() {
      return scanner.skips;
    },
    dispose: () => undefined,
  };
}
