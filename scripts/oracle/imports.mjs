import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { filesBelow, load } from './tools.mjs';

export const loadResolver = () => load('oracle-imports', ['test/unit/modules/typescript-imports']);

/** Every import of every repository. Are there no differences? */
export function followAll(folders, { compareImports, isSource }, show) {
  const sums = { repositories: 0, internal: 0, differences: 0 };
  for (const repository of folders.flatMap(repositoriesIn)) {
    const { internal, differences } = compareImports(repository, filesBelow(repository, isSource));
    sums.repositories++;
    sums.internal += internal;
    sums.differences += differences.length;
    for (const { from, specifier, expected, actual } of differences.slice(0, show)) {
      console.log(`  ${from}: ${specifier}\n    expected ${expected}\n    got      ${actual}`);
    }
  }
  const { repositories, internal, differences } = sums;
  console.log(`imports: ${repositories} repositories, ${internal} internal imports, ${differences} differences`);
  return differences === 0;
}

/** A folder that is a project of its own, or each of the folders in it. */
function repositoriesIn(folder) {
  const root = path.resolve(folder);
  const isProject = ['package.json', '.git', 'tsconfig.json'].some((name) => existsSync(path.join(root, name)));
  return isProject
    ? [root]
    : readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => path.join(root, entry.name));
}
