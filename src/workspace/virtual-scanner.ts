import type { OnFailure } from '../core/discover/sources.ts';
import { DiscoveryScanner } from '../node/discovery-scanner.ts';
import type { Scanner } from '../node/scanner.ts';
import { virtualRun } from './virtual-run.ts';

/** Scans a workspace without a disk on this machine; every scan begins anew, as nothing tells what has changed. */
export function createVirtualScanner(onFailure: OnFailure): Scanner {
  const scanner = new DiscoveryScanner();
  return {
    scan: (...asked) => scanner.scan(virtualRun(onFailure), ...asked),
    update: (...asked) => scanner.update(...asked),
    findCallers: (signal) => scanner.findCallers(signal),
    dispose: () => undefined,
  };
}
