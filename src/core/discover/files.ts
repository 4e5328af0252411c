import type { FileId } from '../model.ts';
import { basename, relative } from '../paths.ts';

/** Endings of code that is read, in the order in which an import that leaves its own out tries them: TypeScript first. */
export const CODE_ENDINGS: readonly string[] = '.ts .tsx .mts .cts .js .jsx .mjs .cjs .vue .svelte .astro .mdx'.split(
  ' ',
);

/** Behind a hyphen most of these words are of the project: `product-specs.tsx`, `our-story.tsx`, `run-tests.ts`. */
const TEST_NAME =
  /(?:\.(?:(?:client|server|unit|int)?tests?|specs?|jest|e2e|cy|stories|story|mock|bench)|[_-](?:test|spec))\.[a-z]+$|^(?:jest|vitest|cypress|playwright)[.\w-]*\.[cm]?[jt]s$/i;
/** Names of tests in Python and PHP; those of Go and Ruby are as in JavaScript. */
const OTHER_TEST_NAME = /^(?:test_.*|conftest)\.py$|(?:Test|TestCase|Cest)\.php$/;
/**
 * Folders that no deployment serves. A plain `test` or `tests` is none of them: it may be a route (`app/test/page.tsx`),
 * and what is hidden wrongly is worse than a row too many. The tests in it are known by their own names.
 */
const TEST_FOLDERS = /(?:^|\/)(?:__tests__|__mocks__|__fixtures__|cypress|e2e|\.storybook)\//;
const DECLARATION = /\.d\.[cm]?ts$/;

/** A larger file is not read: generated or minified, as a rule. In UTF-16 units. */
export const LARGEST_FILE = 1_000_000;

/** What a file that is read imports may be larger: real projects keep their data in modules. In UTF-16 units. */
export const LARGEST_IMPORT = 2_000_000;

/**
 * Whether the file only tests or mocks the code: what it sets or purges never reaches Vercel. What stands above the root
 * of the workspace folder says nothing of the file.
 */
export function isTestFile(file: FileId, root: FileId): boolean {
  const name = basename(file);
  return TEST_NAME.test(name) || OTHER_TEST_NAME.test(name) || TEST_FOLDERS.test(relative(root, file));
}

/** Whether the file only declares types. */
export function isDeclarationFile(file: FileId): boolean {
  return DECLARATION.test(file);
}
