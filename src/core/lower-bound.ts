/** The first of so many indices that is not below what is looked for, where those below come first. */
export function lowerBound(count: number, isBelow: (index: number) => boolean): number {
  let first = 0;
  let behind = count;
  while (first < behind) {
    const middle = (first + behind) >>> 1;
    if (isBelow(middle)) {
      first = middle + 1;
    } else {
      behind = middle;
    }
  }
  return first;
}
