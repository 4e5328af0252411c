import type { Figures } from './measure.ts';

/** One line of the goals' table for one folder. */
export interface GoalRow {
  readonly what: string;
  readonly measured: number;
  readonly goal: number;
  readonly unit: '×' | 'ms' | 'MB';
  readonly holds: boolean;
}

/** From so many files on the scan is held against the search alone. */
const LARGE = 8000;
const DEPENDENTS = 1000;
const MB = 1_000_000;

/** Holds the figures against the goals; what could not be measured has no line. */
export function goalsOf(figures: Figures): GoalRow[] {
  const { floor, update, dependents, heap, cachePaint } = figures;
  const rows: (GoalRow | undefined)[] = [
    ...(floor === undefined ? [] : scanGoals(floor, figures)),
    row('one changed file: median', update.median, 0.5, 'ms'),
    row('one changed file: 95 %', update.p95, 2, 'ms'),
    row('one changed file: worst', update.worst, 10, 'ms'),
    // Where there are more, the share of a thousand.
    row(
      `a changed module, for ${Math.min(dependents.files, DEPENDENTS)} dependents`,
      dependents.time * Math.min(1, DEPENDENTS / dependents.files),
      30,
      'ms',
    ),
    row('first paint from the cache', cachePaint, 30, 'ms'),
    heap === undefined ? undefined : row('heap for 10,000 occurrences', heap / MB, 6, 'MB'),
  ];
  return rows.filter((each) => each !== undefined);
}

function scanGoals(floor: number, { files, first, again, withoutRipgrep, candidates }: Figures): GoalRow[] {
  const isLarge = files >= LARGE;
  return [
    ...(isLarge ? [row('first full scan, by rg -l', first / floor, 1.6, '×')] : []),
    row('first full scan', first, floor + 20 + 0.6 * candidates, 'ms'),
    isLarge ? row('scan again, by rg -l', again / floor, 1.15, '×') : row('scan again', again, 1.5 * floor + 10, 'ms'),
    row('without rg, by rg -l', withoutRipgrep / floor, 2.5, '×'),
  ];
}

function row(what: string, measured: number, goal: number, unit: GoalRow['unit']): GoalRow {
  return { what, measured, goal, unit, holds: measured <= goal };
}
