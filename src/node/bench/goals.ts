import type { Figures } from './measure.ts';

/** One line of the goals' table for one folder. */
export interface GoalRow {
  readonly what: string;
  readonly measured: number;
  readonly goal: number;
  readonly unit: '×' | 'ms' | 'MB';
  readonly holds: boolean;
}

/** From this many milliseconds of `rg -l` on, a folder counts as large: some 8,000 files. */
const LARGE_FLOOR = 60;
const MB = 1_000_000;

/** Holds the figures against the goals; what could not be measured has no line. */
export function goalsOf(figures: Figures): GoalRow[] {
  const { floor, first, again, withoutRipgrep, candidates, slices, update, dependents, heap } = figures;
  const rows: (GoalRow | undefined)[] = [
    ...(floor === undefined ? [] : scanGoals(floor, first, again, withoutRipgrep, candidates)),
    row('longest slice: median', slices.median, 25, 'ms'),
    row('longest slice: worst', slices.worst, 40, 'ms'),
    row('one changed file: median', update.median, 0.5, 'ms'),
    row('one changed file: 95 %', update.p95, 2, 'ms'),
    row('one changed file: worst', update.worst, 10, 'ms'),
    // The goal is for 1,000 dependents.
    row(`a changed module with ${dependents.files} dependents`, dependents.time, 30, 'ms'),
    heap === undefined ? undefined : row('heap for 10,000 occurrences', heap / MB, 6, 'MB'),
  ];
  return rows.filter((each) => each !== undefined);
}

function scanGoals(floor: number, first: number, again: number, withoutRipgrep: number, candidates: number): GoalRow[] {
  const large = floor >= LARGE_FLOOR;
  return [
    ...(large ? [row('first full scan, by rg -l', first / floor, 1.6, '×')] : []),
    row('first full scan', first, floor + 20 + 0.6 * candidates, 'ms'),
    large ? row('scan again, by rg -l', again / floor, 1.15, '×') : row('scan again', again, 1.5 * floor + 10, 'ms'),
    row('without rg, by rg -l', withoutRipgrep / floor, 2.5, '×'),
  ];
}

function row(what: string, measured: number, goal: number, unit: GoalRow['unit']): GoalRow {
  return { what, measured, goal, unit, holds: measured <= goal };
}
