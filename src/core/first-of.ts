/** The first answer that something of a list has. */
export function firstOf<T, A>(all: Iterable<T>, answer: (each: T) => A | undefined): A | undefined {
  for (const each of all) {
    const found = answer(each);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
