import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { given } from '../core/given.ts';
import type { ProjectKey } from '../core/index/entries.ts';
import { distinctBy } from '../core/maps.ts';
import type { FileId, ProjectRef } from '../core/model.ts';
import { dirname, foldersUpTo, join } from '../core/paths.ts';
import { byName, maybe } from '../core/schemas.ts';
import type { VercelClient } from '../core/vercel/client.ts';
import { environmentLink, linkOf, type ProjectLink, readProjectJson, readRepoJson } from '../core/vercel/links.ts';
import type { Result } from '../core/vercel/result.ts';
import { Owning } from '../support/owning.ts';
import { readText, rootOf, watchFiles, workspaceRoots } from './files.ts';
import { Kept } from './kept.ts';
import { NamedProject } from './recent-projects.ts';

/** A project of this window, and how it is known. */
export interface KnownProject extends ProjectLink {
  readonly key: ProjectKey;
  /** `history`: it belongs to no file of this window; a purge of the past names it. */
  readonly from: 'environment' | 'file' | 'chosen' | 'history';
  readonly teamName?: string;
  /** What the workspace calls it, where Vercel calls it something else. */
  readonly claimedName?: string;
}

/** By the folder. */
const Chosen = byName(NamedProject);

/** What Vercel calls a project and its team, by the project's key. */
const Names = byName(z.object({ name: z.string(), teamName: maybe(z.string()) }));

/** The folder too: where it goes as a whole, nothing is said of its files. */
const LINK_FILES = '**/.vercel{,/project.json,/repo.json}';

/**
 * Which Vercel project a file belongs to: as the Vercel CLI decides it (environment variables, then the nearest
 * `.vercel/project.json`, then `repo.json` by the deepest directory), unless the user chose one by hand for that very folder.
 */
export class Projects extends Owning {
  readonly #changed = this.own(new vscode.EventEmitter<void>());
  readonly #chosen: Kept<z.infer<typeof Chosen>>;
  readonly #names: Kept<z.infer<typeof Names>>;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #client: Pick<VercelClient, 'project' | 'team'>;
  /** The links that a folder's own `.vercel` holds, for every folder that was looked at. */
  readonly #links = new Map<FileId, readonly KnownProject[]>();
  /** Whose names were asked for in this window. */
  readonly #asked = new Set<ProjectKey>();
  #watching = false;

  /** Some file may belong to another project now. */
  readonly onDidChange = this.#changed.event;

  constructor(memory: vscode.Memento, environment: NodeJS.ProcessEnv, client: Pick<VercelClient, 'project' | 'team'>) {
    super();
    this.#chosen = new Kept(memory, 'vercelCache.chosenProjects', Chosen, {});
    this.#names = new Kept(memory, 'vercelCache.projectNames', Names, {});
    this.#environment = environment;
    this.#client = client;
  }

  /** Reads the link files above these files. To be awaited before `of` is asked about them. */
  async learn(files: Iterable<FileId>): Promise<void> {
    this.#watch();
    const folders = new Set<FileId>();
    for (const file of onePerFolder(files)) {
      for (const folder of foldersUpTo(file, rootOf(file))) {
        if (this.#links.has(folder) || folders.has(folder)) {
          break;
        }
        folders.add(folder);
      }
    }
    await Promise.all([...folders].map(async (folder) => this.#links.set(folder, await readLinks(folder))));
  }

  of(file: FileId): KnownProject | undefined {
    const project = this.#linked(file);
    return project && this.#named(project);
  }

  #linked(file: FileId): KnownProject | undefined {
    const root = rootOf(file);
    return root === undefined ? undefined : linkOf(file, this.#linksAbove(file, root));
  }

  keyOf(file: FileId): ProjectKey {
    return this.of(file)?.key ?? '';
  }

  /** The projects of the window, each once: those of the workspace folders themselves, then those of the files. */
  async ofWindow(files: Iterable<FileId>): Promise<KnownProject[]> {
    const probes = workspaceRoots().map((root) => join(root, 'package.json'));
    const all = [...probes, ...files];
    await this.learn(all);
    return this.distinct(all);
  }

  /** The projects of files that were learned, each once. */
  distinct(files: Iterable<FileId>): KnownProject[] {
    const found = onePerFolder(files).flatMap((file) => this.of(file) ?? []);
    return distinctBy(found, ({ key }) => key);
  }

  /**
   * The project under the names that Vercel has for it and its team: asked once in a window, as they may be others by
   * now, and remembered. What the workspace calls it proves nothing.
   */
  async check(project: KnownProject): Promise<Result<KnownProject>> {
    const { ref, key } = project;
    if (this.#asked.has(key)) {
      return { ok: true, value: this.#named(project) };
    }
    const [found, team] = await Promise.all([
      this.#client.project(ref),
      ref.teamId === undefined ? undefined : this.#client.team(ref.teamId),
    ]);
    if (!found.ok) {
      return found;
    }
    // A token may see a project and not its team: the id has to do then.
    const teamName = team?.ok ? { teamName: team.value.name ?? team.value.slug } : {};
    this.#asked.add(key);
    const names = this.#names.value;
    const now = { ...names[key], name: found.value.name, ...teamName };
    if (JSON.stringify(now) !== JSON.stringify(names[key])) {
      await this.#names.set({ ...names, [key]: now });
      this.#changed.fire();
    }
    return { ok: true, value: this.#named(project) };
  }

  /** What a project can be chosen for: the workspace folders, and the folders that have a project of their own. */
  async folders(): Promise<FileId[]> {
    await this.ofWindow([]);
    const linked = [...this.#links.values()].flat().map(({ folder }) => folder);
    const all = new Set([...workspaceRoots(), ...linked, ...Object.keys(this.#chosen.value)]);
    return [...all].filter((folder) => rootOf(folder) !== undefined);
  }

  /** Remembers the user's choice for a folder; `undefined` goes back to what the files say. */
  async choose(folder: FileId, project: NamedProject | undefined): Promise<void> {
    const { [folder]: _, ...others } = this.#chosen.value;
    await this.#chosen.set(project ? { ...others, [folder]: project } : others);
    this.#changed.fire();
  }

  isChosen(folder: FileId): boolean {
    return Object.hasOwn(this.#chosen.value, folder);
  }

  #named(project: KnownProject): KnownProject {
    const names = this.#names.value[project.key];
    const claimed = project.name;
    return names
      ? { ...project, ...names, ...(claimed === undefined || claimed === names.name ? {} : { claimedName: claimed }) }
      : project;
  }

  /** Of those for the same folder the first counts. */
  *#linksAbove(file: FileId, root: FileId): Generator<KnownProject> {
    const fromEnvironment = environmentLink(this.#environment, root);
    for (const folder of foldersUpTo(file, root)) {
      const chosen = this.#chosen.value[folder];
      if (chosen) {
        const { idOrName, teamId, name, teamName } = chosen;
        yield known({ ref: { idOrName, ...given({ teamId }) }, folder, ...given({ name }) }, 'chosen', teamName);
      }
      if (!fromEnvironment) {
        yield* this.#links.get(folder) ?? [];
      }
    }
    if (fromEnvironment) {
      yield known(fromEnvironment, 'environment');
    }
  }

  #watch(): void {
    if (this.#watching) {
      return;
    }
    this.#watching = true;
    const reread = async (changed: FileId) => {
      const folder = changed.endsWith('/.vercel') ? dirname(changed) : dirname(dirname(changed));
      this.#links.set(folder, await readLinks(folder));
      this.#changed.fire();
    };
    this.own(watchFiles(LINK_FILES, (changed) => void reread(changed)));
  }
}

export const projectKey = ({ idOrName, teamId }: ProjectRef): ProjectKey => `${teamId ?? ''}/${idOrName}`;

/** What lies in one folder belongs to one project: of thousands of files a few have to be asked about. */
const onePerFolder = (files: Iterable<FileId>): FileId[] => distinctBy(files, dirname);

/** A settings-only or broken `project.json` is no link: then `repo.json` speaks. */
async function readLinks(folder: FileId): Promise<readonly KnownProject[]> {
  const [project, repo] = await Promise.all([
    readText(join(folder, '.vercel/project.json')),
    readText(join(folder, '.vercel/repo.json')),
  ]);
  const own = project === null ? undefined : readProjectJson(project, folder);
  const ofRepo = repo === null ? [] : readRepoJson(repo, folder);
  const links = own ? [own, ...ofRepo.filter((link) => link.folder !== folder)] : ofRepo;
  return links.map((link) => known(link, 'file'));
}

function known(link: ProjectLink, from: KnownProject['from'], teamName?: string): KnownProject {
  return { ...link, key: projectKey(link.ref), from, ...given({ teamName }) };
}
