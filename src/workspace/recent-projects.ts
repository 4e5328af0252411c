import type { Memento } from 'vscode';
import * as z from 'zod/mini';
import { maybe } from '../core/schemas.ts';

/** A project that the user chose or purged in, with the names that Vercel gave. */
export interface NamedProject {
  /** `prj_…` */
  readonly idOrName: string;
  /** `team_…`; absent for the personal account. */
  readonly teamId?: string;
  readonly name?: string;
  readonly teamName?: string;
}

export const NamedProject = z.object({
  idOrName: z.string(),
  teamId: maybe(z.string()),
  name: maybe(z.string()),
  teamName: maybe(z.string()),
});

const RECENT = 'vercelCache.recentProjects';
const MOST_RECENT = 5;

/** The projects that were used last on this machine, in whichever workspace; the newest first. */
export class RecentProjects {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  all(): readonly NamedProject[] {
    return z.array(NamedProject).safeParse(this.#memory.get(RECENT)).data ?? [];
  }

  async use(project: NamedProject): Promise<void> {
    const others = this.all().filter(
      ({ idOrName, teamId }) => idOrName !== project.idOrName || teamId !== project.teamId,
    );
    await this.#memory.update(RECENT, [project, ...others].slice(0, MOST_RECENT));
  }
}
