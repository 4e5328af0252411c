const MOST_STEPS = 6000;
const MOST_DEPTH = 60;

/** What one question may spend: steps in all, and how deep they nest. */
export interface Budget {
  /** Takes a step further in; false where nothing is left. Every `enter` that succeeds is followed by a `leave`. */
  enter(): boolean;
  leave(): void;
  readonly isSpent: boolean;
  refill(): void;
}

export function createBudget(): Budget {
  let left = MOST_STEPS;
  let depth = 0;
  return {
    enter() {
      left--;
      if (left < 0 || depth >= MOST_DEPTH) {
        return false;
      }
      depth++;
      return true;
    },
    leave() {
      depth--;
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
