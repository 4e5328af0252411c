import type { Occurrence } from '../../../model.ts';
import { member, members, readJson } from '../json.ts';
import { partOf } from '../mapped-text.ts';
import { purgesInShell } from './purges.ts';
import { scriptsInYaml } from './yaml.ts';

/** A shell script. */
export function readShellScript(text: string): Occurrence[] {
  return purgesInShell(partOf(text, { start: 0, end: text.length }));
}

/** The `scripts` of a package.json. */
export function readPackageScripts(text: string): Occurrence[] {
  return members(member(readJson(text), 'scripts')).flatMap(({ value }) =>
    value.kind === 'string' ? purgesInShell(value.content) : [],
  );
}

/** What a CI configuration in YAML runs. */
export function readYaml(text: string): Occurrence[] {
  return scriptsInYaml(text).flatMap(purgesInShell);
}

/** The recipes of a Makefile: lines behind a tab, without their `@`, `-` and `+`. */
export function readMakefile(text: string): Occurrence[] {
  return readShellScript(text.replace(/^\t[@+-]+/gm, (marks) => ' '.repeat(marks.length)));
}

/** What a Dockerfile runs in the shell. */
export function readDockerfile(text: string): Occurrence[] {
  return readShellScript(text.replace(/^[ \t]*(?:RUN|CMD|ENTRYPOINT)(?= )/gim, (word) => ' '.repeat(word.length)));
}
