import type { Memento } from 'vscode';
import type * as z from 'zod/mini';

/**
 * One value in the memory of this workspace, which only one window has open: read once, and kept as it was parsed. What
 * an older version or anybody else left there is not trusted to have our form, and counts as nothing.
 */
export class Kept<T> {
  readonly #memory: Memento;
  readonly #key: string;
  readonly #schema: z.ZodMiniType<T>;
  readonly #nothing: T;
  #value: T | undefined;

  constructor(memory: Memento, key: string, schema: z.ZodMiniType<T>, nothing: T) {
    this.#memory = memory;
    this.#key = key;
    this.#schema = schema;
    this.#nothing = nothing;
  }

  get value(): T {
    this.#value ??= this.#read();
    return this.#value;
  }

  async set(value: T): Promise<void> {
    this.#value = value;
    await this.#memory.update(this.#key, value);
  }

  #read(): T {
    return this.#schema.safeParse(this.#memory.get(this.#key)).data ?? this.#nothing;
  }
}
