const MOST_STEPS = 30_000;
/** A bundle of thousands of names that mean something else each time would ask thousands of questions. */
const MOST_STEPS_OF_FILE = 180_000;
/** What a question may spend when its file has spent all: enough for what is written out. */
const LEAST_STEPS = 30;
const MOST_DEPTH = 150;
/**
 * Steps that are left for what stands near the question when one part of it has taken all the others: the fallback
 * behind `??`, the next element of a list.
 */
const RESERVE = 100;
const NEAR = 6;
/** What a question may have spent, and how deep it may be, to count as one that has its whole budget before it. */
const HARDLY_SPENT = 300;
const HARDLY_DEEP = 6;

/** Where in a question something was asked for: nobody who asks later and as deep has more left for it. */
export interface Spot {
  readonly question: number;
  readonly depth: number;
}

/** What one question may spend: steps in all, and how deep they nest. And what all questions of a file may. */
export interface Budget {
  /** Takes a step further in; the answer is `otherwise` where nothing is left for it. */
  within<T>(otherwise: T, step: () => T): T;
  /** Spends so many steps at once; false where they are not left. */
  spend(steps: number): boolean;
  /** Counts up with everything that was left out: what rests on it could be more in another question. */
  readonly cuts: number;
  /** Whether nearly all of it is left: to ask the same again could not bring more. */
  readonly isWhole: boolean;
  readonly spot: Spot;
  /**
   * Whether what was cut off there is cut off here as well: then it is counted once more. To be a little less deep is no
   * reason to try again: of two ways to a value one is mostly a step shorter, and each would double what is behind it.
   */
  cutsAgain(spot: Spot): boolean;
  /** Begins a file. */
  begin(): void;
  /** Begins a question that may spend so many steps; by default as many as the most important ones may. */
  refill(steps?: number): void;
}

export function createBudget(): Budget {
  let given = MOST_STEPS;
  let left = given;
  let leftOfFile = MOST_STEPS_OF_FILE;
  let depth = 0;
  let cuts = 0;
  let question = 0;
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
    get cuts() {
      return cuts;
    },
    get isWhole() {
      return left >= MOST_STEPS - HARDLY_SPENT && depth <= HARDLY_DEEP;
    },
    get spot() {
      return { question, depth };
    },
    cutsAgain(spot) {
      const isSame = spot.question === question && spot.depth <= (depth < NEAR ? depth : depth + HARDLY_DEEP);
      cuts += isSame ? 1 : 0;
      return isSame;
    },
    begin() {
      given = left;
      leftOfFile = MOST_STEPS_OF_FILE;
    },
    refill(steps = MOST_STEPS) {
      leftOfFile -= given - left;
      given = Math.min(steps, Math.max(leftOfFile, LEAST_STEPS));
      left = given;
      depth = 0;
      question++;
    },
  };
}
