import type { Memento } from 'vscode';
import type { RateStore } from '../core/purge/limiter.ts';

const PREFIX = 'vercelCache.calls.';
const MOST = 100;

/** The times of past calls in VS Code's global state, which all windows of this machine see. */
export function sharedRateStore(memory: Memento): RateStore {
  return {
    read(endpoint) {
      const stored = memory.get<unknown>(PREFIX + endpoint);
      return Array.isArray(stored) && stored.length <= MOST && stored.every((time) => Number.isFinite(time))
        ? stored
        : [];
    },
    write: (endpoint, times) => void memory.update(PREFIX + endpoint, times),
  };
}
