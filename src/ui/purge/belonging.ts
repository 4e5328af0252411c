import { l10n } from 'vscode';
import { nameOrder } from '../../core/index/entries.ts';
import { rootOf } from '../../workspace/files.ts';
import type { Finding } from '../../workspace/finding.ts';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import { fileHere, projectHere } from '../editor/project-here.ts';
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

  /**
   * The projects that the targets may be meant for, that of the editor first, then by name: those that they belong to; for
   * typed ones every project of the window; for what belongs to none, as the code that several share, those of its
   * workspace folder. `isSure`: it is one of them. Who types beside code of a folder without a
   * project may mean another one.
   */
  async candidates(
    pointed: readonly Pointed[],
  ): Promise<{ readonly isSure: boolean; readonly candidates: readonly KnownProject[] }> {
    const projects = this.#projects;
    const files = filesOf(pointed);
    const [file] = files;
    await projects.learn(files);
    const own = projects.distinct(files);
    const isNear = ({ folder }: KnownProject) => file === undefined || rootOf(folder) === rootOf(file);
    const all = own.length > 0 ? own : (await projects.ofWindow(this.#finding.index.files())).filter(isNear);
    const root = rootOf(fileHere());
    const isElsewhere = root !== undefined && !all.some(({ folder }) => rootOf(folder) === root);
    const here = projectHere(projects)?.key;
    const compareNames = nameOrder();
    const candidates = all.sort(
      (a, b) => Number(b.key === here) - Number(a.key === here) || compareNames(projectName(a), projectName(b)),
    );
    return { isSure: file === undefined ? !isElsewhere : own.length > 0, candidates };
  }

  /** How many of the targets belong to a project, where not all of them do. */
  share(pointed: readonly Pointed[], project: KnownProject): string[] {
    const others = this.elsewhere(pointed, project).length;
    return others === 0 ? [] : [l10n.t('{0} of {1} targets', pointed.length - others, pointed.length)];
  }

  /** Which of the targets belong to other projects: not what was typed, nor anything where all belong to none. */
  elsewhere(pointed: readonly Pointed[], project: KnownProject): readonly Pointed[] {
    if (this.#projects.distinct(filesOf(pointed)).length === 0) {
      return [];
    }
    return pointed.filter((each) => {
      const file = fileOf(each);
      return file !== undefined && this.#projects.keyOf(file) !== project.key;
    });
  }
}
