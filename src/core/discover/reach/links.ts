/** An import or a re-export of a file, as its text says it. */
export interface ModuleLink {
  readonly source: string;
  /** Whether it takes all that is there, under names that it does not write. */
  readonly takesAll: boolean;
  /** The text that holds every name it takes, and at its end the source. It may begin too early. */
  readonly words: string;
  /** Where the statement surely runs. */
  readonly start: number;
  readonly end: number;
}

const STATIC = /\bfrom\s*(['"])([^'"\n]+)\1/g;
const DYNAMIC = /\b(?:import|require)\s*\(\s*(?:\/\*[^*]*\*\/\s*)?(['"`])([^'"`\n]+)\1/g;
const STAR = /\bexport\s*\*/;
const TYPE = /^import\s+type\s/;

/** The imports and re-exports of a text in its order, without parsing it; what only looks like one is among them. */
export function moduleLinks(text: string): ModuleLink[] {
  const links: ModuleLink[] = [];
  let behind = 0;
  for (const { index, 0: all, 2: source = '' } of text.matchAll(STATIC)) {
    const end = index + all.length;
    const words = text.slice(behind, end);
    const keyword = Math.max(words.lastIndexOf('import'), words.lastIndexOf('export'));
    const start = keyword < 0 ? index : behind + keyword;
    if (!TYPE.test(words.slice(keyword))) {
      links.push({ source, takesAll: STAR.test(words), words, start, end });
    }
    behind = end;
  }
  for (const { index, 0: all, 2: source = '' } of text.matchAll(DYNAMIC)) {
    links.push({ source, takesAll: true, words: all, start: index, end: index + all.length });
  }
  return links.sort((a, b) => a.start - b.start);
}
