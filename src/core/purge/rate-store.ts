import { getOrMake } from '../maps.ts';

/** A call as it counts for the limit. Times in milliseconds since the epoch, as this machine's clock has them. */
export interface CountedCall {
  /** When the answer came; as long as there is none, when the call was sent. */
  readonly at: number;
  readonly answered: boolean;
  /** The answer said that nothing more may be sent for so long, in milliseconds. */
  readonly blockMs?: number;
}

/**
 * Where the calls to each endpoint are kept that may still count: in memory, or where all windows of this machine see
 * them. Calls are numbered upwards, and a number is given away once: whoever adds the number after the highest one knew
 * every call before it, so that two windows cannot both take the last place. What is foreign or damaged counts as a call,
 * never as none. Nothing rejects.
 */
export interface RateStore {
  read(endpoint: string): Promise<ReadonlyMap<number, CountedCall>>;
  /** False where the number is taken. */
  add(endpoint: string, number: number, call: CountedCall): Promise<boolean>;
  replace(endpoint: string, number: number, call: CountedCall): Promise<void>;
  forget(endpoint: string, number: number): Promise<void>;
}

export function memoryRateStore(): RateStore {
  const kept = new Map<string, Map<number, CountedCall>>();
  const of = (endpoint: string) => getOrMake(kept, endpoint, () => new Map());
  return {
    read: async (endpoint) => new Map(of(endpoint)),
    async add(endpoint, number, call) {
      const calls = of(endpoint);
      return !calls.has(number) && calls.set(number, call).has(number);
    },
    replace: async (endpoint, number, call) => void of(endpoint).set(number, call),
    forget: async (endpoint, number) => void of(endpoint).delete(number),
  };
}
