import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import type { KnownProject } from './projects.ts';

const APPROVED = 'vercelCache.approvedProjects';
const Approved = z.record(z.string(), z.string());

/**
 * Which project the user has seen and approved for a folder. A file of the workspace that aims at another project, or
 * another file that aims at the same, has to be approved again.
 */
export class Approvals {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** What the user chose by hand needs no second look. */
  has(project: KnownProject): boolean {
    const { from, folder } = project;
    return from === 'chosen' || (from !== 'history' && this.#read()[folder] === fingerprint(project));
  }

  /** A project of the past belongs to no folder: it is asked about every time. */
  async approve(project: KnownProject): Promise<void> {
    if (project.from === 'history') {
      return;
    }
    await this.#memory.update(APPROVED, { ...this.#read(), [project.folder]: fingerprint(project) });
  }

  #read(): Record<string, string> {
    const parsed = Approved.safeParse(this.#memory.get(APPROVED));
    return parsed.success ? parsed.data : {};
  }
}

function fingerprint({ key, from, source }: KnownProject): string {
  return [key, from, source ?? ''].join('\0');
}
