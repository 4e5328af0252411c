import type { Disposable } from 'vscode';

/** Owns what has to be given back, and gives it back in reverse order. */
export class Owning implements Disposable {
  readonly #owned: Disposable[] = [];

  own<T extends Disposable>(disposable: T): T {
    this.#owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    for (const disposable of this.#owned.splice(0).reverse()) {
      disposable.dispose();
    }
  }
}
