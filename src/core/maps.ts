/** What a map has for a key; made, and kept, where that is nothing yet. */
export function getOrMake<K, V extends object | string | boolean>(
  map: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}

/** Adds a value to the set that a map has for a key. */
export function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  getOrMake(map, key, () => new Set()).add(value);
}

/** Adds a value to the list that a map has for a key. */
export function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  getOrMake(map, key, () => []).push(value);
}

/** How many there are of each, in the order in which they first come. */
export function counted<T>(all: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const each of all) {
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
}

/** One of each key, in the order in which the keys first come: the last that has it. */
export function distinctBy<T>(all: Iterable<T>, keyOf: (each: T) => unknown): T[] {
  return [...new Map(Array.from(all, (each) => [keyOf(each), each])).values()];
}
