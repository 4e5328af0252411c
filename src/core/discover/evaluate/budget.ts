const MOST_STEPS = 6000;
const MOST_DEPTH = 60;
/**
 * Steps that are left for what stands near the question when one part of it has taken all the others: the fallback
 * behind `??`, the next element of a list.
 */
const RESERVE = 100;
const NEAR = 6;
/** What a question may have spent, and how deep it may be, to count as one that has its whole budget before it. */
const HARDLY_SPENT = 300;
const HARDLY_DEEP = 6;

/** What one question may spend: steps in all, and how deep they nest. */
export interface Budget {
  /** Takes a step further in; the answer is `otherwise` where nothing is left for it. */
  within<T>(otherwise: T, step: () => T): T;
  /** Spends so many steps at once; false where they are not left. */
  spend(steps: number): boolean;
  /** Notes that something was left out: what rests on it could be more in another question. */
  cut(): void;
  /** Counts up with everything that was left out. */
  readonly cuts: number;
  /** Whether nearly all of it is left: to ask the same again could not bring more. */
  readonly isWhole: boolean;
  /** Begins a question that may spend so many steps; by default as many as the most important ones may. */
  refill(steps?: number): void;
}

export function createBudget(): Budget {
  let left = MOST_STEPS;
  let depth = 0;
  let cuts = 0;
  return {
    within(otherwise, step) {
      left--;
      if (left < (depth < NEAR ? -RESERVE : 0) || depth >= MOST_DEPTH) {
        cuts++;
        return otherwise;
      }
      depth++;
      try {
        return step();
      } finally {
        depth--;
      }
    },
    spend(steps) {
      left -= steps;
      cuts += left < 0 ? 1 : 0;
      return left >= 0;
    },
    cut() {
      cuts++;
    },
    get cuts() {
      return cuts;
    },
    get isWhole() {
      return left >= MOST_STEPS - HARDLY_SPENT && depth <= HARDLY_DEEP;
    },
    refill(steps = MOST_STEPS) {
      left = steps;
      depth = 0;
    },
  };
}
