import type { FileId } from '../model.ts';
import { basename } from '../paths.ts';

const TEST_NAME =
  /[._-](?:test|spec|e2e|cy|stories|story|mock|bench)\.[a-z]+$|^(?:jest|vitest|cypress|playwright)[.\w-]*\.[cm]?[jt]s$/i;
const TEST_FOLDERS = /\/(?:__tests__|__mocks__|__fixtures__|cypress|e2e|\.storybook)\//;
const DECLARATION = /\.d\.[cm]?ts$/;

/** A larger file is not read: generated or minified, as a rule. In UTF-16 units. */
export const LARGEST_FILE = 1_000_000;

/** Whether the file only tests or mocks the code: what it sets or purges never reaches Vercel. */
export function isTestFile(file: FileId): boolean {
  return TEST_NAME.test(basename(file)) || TEST_FOLDERS.test(file);
}

/** Whether the file only declares types. */
export function isDeclarationFile(file: FileId): boolean {
  return DECLARATION.test(file);
}
