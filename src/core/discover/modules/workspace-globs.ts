/** The list below `packages:` of a pnpm-workspace.yaml; the rest of the file does not matter. */
export function pnpmGlobs(yaml: string): string[] {
  const globs: string[] = [];
  let inside = false;
  for (const line of yaml.slice(0, 100_000).split('\n')) {
    const item = /^-\s*(['"]?)([^'"#\s](?:[^'"#]*[^'"#\s])?)\1\s*(?:#.*)?$/.exec(line.trim());
    if (line.startsWith('packages:')) {
      inside = true;
      globs.push(...[...line.matchAll(/['"]([^'"]+)['"]/g)].map((match) => match[1] ?? ''));
    } else if (inside && item?.[2]) {
      globs.push(item[2]);
    } else if (/^\S/.test(line) && !line.startsWith('#')) {
      inside = false;
    }
  }
  return globs;
}

/** Whether a folder's name satisfies one segment of a glob: `*` and `{a,b}`. */
export function matchesSegment(name: string, segment: string): boolean {
  if (segment === '*' || segment === '**') {
    return true;
  }
  const braces = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(segment);
  if (braces) {
    const [, before = '', choices = '', after = ''] = braces;
    return choices.split(',').some((choice) => matchesSegment(name, before + choice + after));
  }
  const pieces = segment.split('*');
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) {
    return name === segment;
  }
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) {
      return false;
    }
    at = found + piece.length;
  }
  return name.startsWith(first) && name.endsWith(last) && name.length >= at + last.length;
}

/** The segments of a glob from the workspace's root; a `**` that follows another one adds nothing. */
export function segmentsOf(glob: string): string[] {
  const segments = glob.split('/').filter((each) => each !== '' && each !== '.');
  return segments.filter((each, index) => each !== '**' || segments[index - 1] !== '**');
}
