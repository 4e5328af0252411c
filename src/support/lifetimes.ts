import type { Disposable } from 'vscode';

/** Holds what one owner has to give back, and gives it back in reverse order. */
export class Lifetimes implements Disposable {
  readonly #held: Disposable[] = [];

  add<T extends Disposable>(disposable: T): T {
    this.#held.push(disposable);
    return disposable;
  }

  dispose(): void {
    for (const disposable of this.#held.splice(0).reverse()) {
      disposable.dispose();
    }
  }
}
