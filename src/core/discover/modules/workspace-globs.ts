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

/** The segments of a glob from the workspace's root; a `**` that follows another one adds nothing. */
export function segmentsOf(glob: string): string[] {
  const segments = glob.split('/').filter((each) => each !== '' && each !== '.');
  return segments.filter((each, index) => each !== '**' || segments[index - 1] !== '**');
}
