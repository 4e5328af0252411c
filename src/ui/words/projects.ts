import { l10n } from 'vscode';
import { given } from '../../core/given.ts';
import { join } from '../../core/paths.ts';
import type { StoredPurge } from '../../core/purge/history.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { inLine, visible } from '../text.ts';
import { folderWords } from './places.ts';

/** What a project is called by; its ids where nobody knows its names. */
type Named = Pick<KnownProject, 'ref' | 'name' | 'teamName'>;

/** The project that a purge of the past was sent to. */
export const projectOf = ({
  project: ref,
  projectName: name,
  teamName,
}: Pick<StoredPurge, 'project' | 'projectName' | 'teamName'>): Named => ({ ref, ...given({ name, teamName }) });

export function projectName(project: Named | undefined): string {
  return project === undefined ? l10n.t('No Project') : visible(project.name ?? project.ref.idOrName, 80);
}

export function teamName(project: Named): string {
  return visible(project.teamName ?? project.ref.teamId ?? l10n.t('personal account'), 80);
}

/** `storefront (acme)` */
export function projectPhrase(project: KnownProject): string {
  return l10n.t('{0} ({1})', projectName(project), teamName(project));
}

/** A line for the project and one for its team, by their names and ids. */
export const projectLines = (project: Named): string[] => {
  const { idOrName, teamId } = project.ref;
  return [
    l10n.t('Project: {0}', withId(projectName(project), idOrName)),
    l10n.t('Team: {0}', withId(teamName(project), teamId)),
  ];
};

const withId = (name: string, id = name): string => (name === id ? name : `${name} (${visible(id)})`);

/** What tells a project from another one of its name: `Acme · apps/web`. */
export const besideName = (project: KnownProject): string =>
  inLine([teamName(project), folderWords(join(project.folder, 'package.json'))]);

export const anotherWord = (): string => l10n.t('Choose Another…');

/** Where it stands that files belong to this project. */
export function sourcePhrase(project: KnownProject): string {
  switch (project.from) {
    case 'environment':
      return l10n.t('the environment variables VERCEL_ORG_ID and VERCEL_PROJECT_ID');
    case 'chosen':
      return l10n.t('your own choice');
    case 'history':
      return l10n.t('the purge history');
    case 'file':
      return visible(project.source ?? project.folder);
  }
}
