import * as vscode from 'vscode';

/** The `when` keys that the manifest uses, with their values. */
export interface ContextKeys {
  'vercelCache.state': 'idle' | 'scanning' | 'empty' | 'filled' | 'failed';
  'vercelCache.hasToken': boolean;
  'vercelCache.hasProject': boolean;
  'vercelCache.purging': boolean;
  /** The documents on show that hold one, by their paths. */
  'vercelCache.tagFiles': readonly string[];
  'vercelCache.imageFiles': readonly string[];
}

/** Sets a key, and asks VS Code only where it changed. */
export class ContextKeySetter {
  readonly #known = new Map<string, string>();

  set<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
    if (this.#known.get(key) !== String(value)) {
      this.#known.set(key, String(value));
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
