import type { SourceHost } from '../../../src/core/discover/port.ts';
import { basename, foldersUpTo } from '../../../src/core/paths.ts';

export const ROOT = '/repo';

/** A workspace in memory: its files by path below `/repo`. What is not text is written as JSON. */
export function memoryHost(files: Record<string, unknown>): SourceHost {
  const texts = new Map<string, string>();
  const folders = new Map<string, Set<string>>();
  for (const [path, content] of Object.entries(files)) {
    const file = `${ROOT}/${path}`;
    texts.set(file, typeof content === 'string' ? content : JSON.stringify(content));
    let name = basename(file);
    for (const folder of foldersUpTo(file, ROOT)) {
      folders.set(folder, (folders.get(folder) ?? new Set()).add(name));
      name = `${basename(folder)}/`;
    }
  }
  return {
    readText: (file) => texts.get(file) ?? null,
    kind: (file) => (texts.has(file) ? 'file' : folders.has(file) ? 'directory' : null),
    list: (folder) => (folders.has(folder) ? [...(folders.get(folder) ?? [])] : null),
    rootOf: (file) => (file === ROOT || file.startsWith(`${ROOT}/`) ? ROOT : undefined),
  };
}
