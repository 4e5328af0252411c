import * as z from 'zod/mini';
import { given } from '../given.ts';
import type { FileId, ProjectRef } from '../model.ts';
import { isInside, join } from '../paths.ts';
import { readJson, that } from '../schemas.ts';

/** A project as the workspace names it, and where. */
export interface ProjectLink {
  readonly ref: ProjectRef;
  readonly name?: string;
  /** The folder whose files belong to it. */
  readonly folder: FileId;
  /** The file that says so; absent for the environment. */
  readonly source?: FileId;
}

const upTo = (most: number) => that(({ length }: { readonly length: number }) => length <= most);
const Id = z.string().check(that((text) => /^[\w.-]{1,128}$/.test(text)));
const Name = z.string().check(upTo(128));
const ProjectJson = z.object({ projectId: Id, orgId: Id, projectName: z.optional(Name) });
const RepoProject = z.object({
  id: Id,
  name: Name,
  directory: z.string().check(upTo(1024)),
  orgId: z.optional(Id),
});
const RepoJson = z.object({ orgId: z.optional(Id), projects: z.array(RepoProject).check(upTo(1000)) });

const LONGEST_TEXT = 1_000_000;

/**
 * Reads `.vercel/project.json`. `undefined` where it holds no link: `vercel pull` alone writes only settings, and
 * anything else that is not of that form is no link either.
 */
export function readProjectJson(text: string, folder: FileId): ProjectLink | undefined {
  const read = readShort(ProjectJson, text);
  if (!read) {
    return undefined;
  }
  const { projectId, orgId, projectName } = read;
  return {
    ref: refOf(projectId, orgId),
    ...given({ name: projectName }),
    folder,
    source: join(folder, '.vercel/project.json'),
  };
}

/** Reads `.vercel/repo.json`: a link for each project of a monorepo. Empty where it holds none. */
export function readRepoJson(text: string, folder: FileId): readonly ProjectLink[] {
  const { orgId, projects } = readShort(RepoJson, text) ?? { projects: [] };
  return projects.flatMap(({ id, name, directory, orgId: own }) => {
    const org = own ?? orgId;
    const held = join(folder, directory);
    // A file speaks for the folders below it, whatever it says.
    return org === undefined || !isInside(held, folder)
      ? []
      : [{ ref: refOf(id, org), name, folder: held, source: join(folder, '.vercel/repo.json') }];
  });
}

/** The link of the environment: `VERCEL_ORG_ID` and `VERCEL_PROJECT_ID`, only where both are set. */
export function environmentLink(
  environment: Readonly<Record<string, string | undefined>>,
  folder: FileId,
): ProjectLink | undefined {
  const [orgId, projectId] = [environment.VERCEL_ORG_ID, environment.VERCEL_PROJECT_ID];
  return orgId && projectId && Id.safeParse(orgId).success && Id.safeParse(projectId).success
    ? { ref: refOf(projectId, orgId), folder }
    : undefined;
}

/** The link that a file belongs to: the one with the deepest folder that holds it. */
export function linkOf<L extends ProjectLink>(file: FileId, links: Iterable<L>): L | undefined {
  let best: L | undefined;
  for (const link of links) {
    if (isInside(file, link.folder) && (!best || link.folder.length > best.folder.length)) {
      best = link;
    }
  }
  return best;
}

/** An `orgId` that begins with `team_` is sent as `teamId`; otherwise it is a personal account and nothing is sent. */
function refOf(projectId: string, orgId: string): ProjectRef {
  return orgId.startsWith('team_') ? { idOrName: projectId, teamId: orgId } : { idOrName: projectId };
}

const readShort = <T>(schema: z.ZodMiniType<T>, text: string): T | undefined =>
  text.length > LONGEST_TEXT ? undefined : readJson(schema, text);
