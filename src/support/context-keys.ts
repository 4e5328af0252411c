import * as vscode from 'vscode';

/** The `when` keys that the manifest uses, with their values. */
export interface ContextKeys {
  'vercelCache.state': 'idle' | 'scanning' | 'empty' | 'filled' | 'failed';
  'vercelCache.hasToken': boolean;
  'vercelCache.hasProject': boolean;
  'vercelCache.purging': boolean;
  'vercelCache.onTag': boolean;
  'vercelCache.onImage': boolean;
}

/** Sets a key, and asks VS Code only where it changed. */
export class ContextKeySetter {
  readonly #known = new Map<string, unknown>();

  set<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
    if (this.#known.get(key) !== value) {
      this.#known.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}
