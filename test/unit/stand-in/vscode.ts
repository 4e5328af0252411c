import type { Event, Memento, SecretStorage, SecretStorageChangeEvent } from 'vscode';

/**
 * What the tests of the shell need of VS Code where there is none: real events and text, nothing that could be clicked.
 * The build puts it in the place of `vscode` for everything but core.
 */

export class EventEmitter<T> {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of this.#listeners) {
      listener(value);
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

export class CancellationError extends Error {}

export const l10n = {
  t: (text: string, ...values: readonly unknown[]): string =>
    text.replace(/\{(\d+)\}/g, (_, at: string) => String(values[Number(at)])),
};

export const env = { language: 'en' };

const written: string[] = [];

/** What was written to the output channels. */
export const OutputLines = {
  clear: (): unknown => written.splice(0),
  all: (): readonly string[] => written,
  text: (): string => written.join('\n'),
};

export const window = {
  createOutputChannel: () => {
    const write = (text: string) => void written.push(text);
    return { info: write, warn: write, error: write, show: () => undefined, dispose: () => undefined };
  },
};

/** The keyring as several windows share it: each window sees what another one did. */
export class Keyring {
  readonly values = new Map<string, string>();
  readonly #changed = new EventEmitter<SecretStorageChangeEvent>();
  /** What every call fails with, as long as it is set. */
  broken: Error | undefined;

  window(): SecretStorage {
    const guard = () => (this.broken ? Promise.reject(this.broken) : Promise.resolve());
    return {
      keys: () => guard().then(() => [...this.values.keys()]),
      get: (key) => guard().then(() => this.values.get(key)),
      store: (key, value) => guard().then(() => this.#set(key, value)),
      delete: (key) => guard().then(() => this.#set(key, undefined)),
      onDidChange: this.#changed.event,
    };
  }

  #set(key: string, value: string | undefined): void {
    if (value === undefined) {
      this.values.delete(key);
    } else {
      this.values.set(key, value);
    }
    this.#changed.fire({ key });
  }
}

/** Memory that outlives nothing; values are copied as JSON, as VS Code does. */
export class MemoryMemento implements Memento {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string, fallback?: T): T | undefined {
    const text = this.#values.get(key);
    return text === undefined ? fallback : (JSON.parse(text) as T);
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) {
      this.#values.delete(key);
    } else {
      this.#values.set(key, JSON.stringify(value));
    }
  }

  /** Everything that is kept, as one text. */
  text(): string {
    return JSON.stringify([...this.#values]);
  }
}
