const MOST_STEPS = 6000;
const MOST_DEPTH = 60;

/** What one question may spend: steps in all, and how deep they nest. */
export interface Budget {
  /** Takes a step further in; the answer is `otherwise` where nothing is left for it. */
  within<T>(otherwise: T, step: () => T): T;
  readonly isSpent: boolean;
  refill(): void;
}

export function createBudget(): Budget {
  let left = MOST_STEPS;
  let depth = 0;
  return {
    within(otherwise, step) {
      left--;
      if (left < 0 || depth >= MOST_DEPTH) {
        return otherwise;
      }
      depth++;
      try {
        return step();
      } finally {
        depth--;
      }
    },
    get isSpent() {
      return left <= 0;
    },
    refill() {
      left = MOST_STEPS;
      depth = 0;
    },
  };
}
