import assert from 'node:assert/strict';
import { createDiscovery, type Discovery } from '../../../src/core/discover/discovery.ts';
import type { SourceHost } from '../../../src/core/discover/port.ts';
import { textOf } from '../../../src/core/index/entries.ts';
import { isShown } from '../../../src/core/index/workspace-index.ts';
import type { Occurrence } from '../../../src/core/model.ts';

const ROOT = '/w';
const MOST_ROUNDS = 5;

/** A workspace in memory: paths from its root, with their texts. */
export type Files = Readonly<Record<string, string>>;

export function memoryHost(files: Map<string, string>): SourceHost {
  const folders = new Set<string>();
  for (const file of files.keys()) {
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      folders.add(file.slice(0, at));
    }
  }
  return {
    readText: (file) => files.get(file) ?? null,
    kind: (file) => (files.has(file) ? 'file' : folders.has(file) ? 'directory' : null),
    list(folder) {
      const names = new Set<string>();
      for (const file of files.keys()) {
        if (file.startsWith(`${folder}/`)) {
          const [name = '', ...rest] = file.slice(folder.length + 1).split('/');
          names.add(rest.length > 0 ? `${name}/` : name);
        }
      }
      return [...names];
    },
    rootOf: (file) => (file.startsWith(`${ROOT}/`) ? ROOT : undefined),
  };
}

/** A discovery whose faults are let through. */
export const discoveryOver = (host: SourceHost): Discovery =>
  createDiscovery(host, (_, fault) => {
    throw fault;
  });

/** Finds everything in a workspace, as one line each: `file:line role value (via)`, in the order of file and place. */
export function find(files: Files): string[] {
  return occurrencesOf(files).flatMap(([file, each]) => (isShown(each) ? lineOf(each, file, files[file] ?? '') : []));
}

/** What is handed on or in to a wrapper, as one line each: `on file:line role ?reason (via)`. */
export function findHanded(files: Files): string[] {
  return occurrencesOf(files).flatMap(([file, each]) =>
    each.handed ? `${each.handed} ${lineOf(each, file, files[file] ?? '')}` : [],
  );
}

function occurrencesOf(files: Files): (readonly [string, Occurrence])[] {
  const absolute = new Map(Object.entries(files).map(([file, text]) => [`${ROOT}/${file}`, text]));
  const discovery = discoveryOver(memoryHost(absolute));
  const candidates = [...absolute.keys()].filter((file) => !file.endsWith('.json'));
  for (const file of candidates) {
    discovery.update(file, absolute.get(file));
  }
  for (let round = 0; round < MOST_ROUNDS; round++) {
    candidates.map((file) => discovery.findings(file));
  }
  return candidates
    .sort()
    .flatMap((file) =>
      discovery.findings(file).occurrences.map((each) => [file.slice(ROOT.length + 1), each] as const),
    );
}

/** Checks what is found in one file (`a.ts`) or several: each expectation is `role value`, with `(via)` where it has one. */
export function expectFound(files: Files | string, expected: readonly string[]): void {
  const found = find(typeof files === 'string' ? { 'a.tsx': files } : files);
  assert.deepEqual(
    found.map((line) => line.slice(line.indexOf(' ') + 1)),
    expected,
  );
}

function lineOf(occurrence: Occurrence, file: string, text: string): string {
  const line = text.slice(0, occurrence.span.start).split('\n').length;
  const via = occurrence.via === undefined ? '' : ` (${occurrence.via})`;
  return `${file}:${line} ${occurrence.role} ${spelled(occurrence)}${via}`;
}

const spelled = ({ value }: Occurrence): string => (value.certainty === 'unknown' ? '?' : '') + textOf(value);
