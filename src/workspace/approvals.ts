import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import { byName } from '../core/schemas.ts';
import { Kept } from './kept.ts';
import type { KnownProject } from './projects.ts';

/** What was approved for a folder. */
const Approved = byName(z.string());

/**
 * Which project the user has seen and approved for a folder. A file of the workspace that aims at another project, or
 * another file that aims at the same, has to be approved again.
 */
export class Approvals {
  readonly #approved: Kept<z.infer<typeof Approved>>;

  constructor(memory: Memento) {
    this.#approved = new Kept(memory, 'vercelCache.approvedProjects', Approved, {});
  }

  /** What the user chose by hand needs no second look. */
  has(project: KnownProject): boolean {
    const { from, folder } = project;
    return from === 'chosen' || (from !== 'history' && this.#approved.value[folder] === fingerprint(project));
  }

  /** A project of the past belongs to no folder: it is asked about every time. */
  async approve(project: KnownProject): Promise<void> {
    if (project.from === 'history') {
      return;
    }
    await this.#approved.set({ ...this.#approved.value, [project.folder]: fingerprint(project) });
  }
}

function fingerprint({ key, from, source }: KnownProject): string {
  return [key, from, source ?? ''].join('\0');
}
