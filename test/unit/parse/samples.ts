import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Dialect } from '../../../src/core/discover/parse/parse.ts';
import { dialectOf } from './dialects.ts';

export interface Sample {
  readonly file: string;
  readonly text: string;
  readonly dialect: Dialect;
}

/** The source files below these folders of the project. */
export function samples(...folders: readonly string[]): Sample[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => {
      const dialect = dialectOf(file);
      return dialect === undefined ? [] : [{ file, text: readFileSync(file, 'utf8'), dialect }];
    });
}

/** Every kind of syntax, as nasty as it is allowed to be. */
export const NASTY = 'test/fixtures/parse';
