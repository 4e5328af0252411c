import * as vscode from 'vscode';
import { lazy } from './lazy.ts';
import { Owning } from './owning.ts';

/** A part that VS Code has to have from the start: the first question to it loads what answers. */
export class LoadedLater<P, E> extends Owning {
  readonly #changed = this.own(new vscode.EventEmitter<E>());
  readonly #part: () => Promise<P>;

  readonly onDidChange = this.#changed.event;

  /** `eventOf` is what the part tells once it is loaded. */
  constructor(load: () => Promise<P>, eventOf: (part: P) => vscode.Event<E>) {
    super();
    this.#part = lazy(async () => {
      const part = await load();
      this.own(eventOf(part)((change) => this.#changed.fire(change)));
      return part;
    });
  }

  async ask<A>(question: (part: P) => A): Promise<Awaited<A>> {
    return await question(await this.#part());
  }
}
