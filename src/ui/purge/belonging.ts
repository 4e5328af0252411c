import { l10n } from 'vscode';
import { nameOrder } from '../../core/index/entries.ts';
import type { Finding } from '../../workspace/finding.ts';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import type { Pointed } from '../pick/targets.ts';
import { projectName } from '../words/projects.ts';
import { fileOf, filesOf } from './draft.ts';

/** Which of the targets that a purge is about belong to which project. */
export class Belonging {
  readonly #projects: Projects;
  readonly #finding: Finding;

  constructor({ projects, finding }: { readonly projects: Projects; readonly finding: Finding }) {
    this.#projects = projects;
    this.#finding = finding;
  }

  /** The projects that the targets belong to, by name; for typed ones every project of the window. */
  async candidates(pointed: readonly Pointed[]): Promise<KnownProject[]> {
    const projects = this.#projects;
    const files = filesOf(pointed);
    await projects.learn(files);
    if (files.length === 0) {
      return projects.ofWindow(this.#finding.index.files());
    }
    const compareNames = nameOrder();
    return projects.distinct(files).sort((a, b) => compareNames(projectName(a), projectName(b)));
  }

  /** How many of the targets belong to a project, where not all of them do. */
  share(pointed: readonly Pointed[], project: KnownProject): string[] {
    const others = this.elsewhere(pointed, project).length;
    return others === 0 ? [] : [l10n.t('{0} of {1} targets', pointed.length - others, pointed.length)];
  }

  /** Which of the targets belong to other projects; what was typed belongs to every one. */
  elsewhere(pointed: readonly Pointed[], project: KnownProject): readonly Pointed[] {
    return pointed.filter((each) => {
      const file = fileOf(each);
      return file !== undefined && this.#projects.keyOf(file) !== project.key;
    });
  }
}
