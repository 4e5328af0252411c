import { l10n } from 'vscode';
import type { FileId } from '../../core/model.ts';
import { join } from '../../core/paths.ts';
import { isOfProject } from '../../core/purge/failed-calls.ts';
import { isString } from '../../core/text-parts.ts';
import { rootOf } from '../../workspace/files.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { FailureError } from '../failure-error.ts';
import { pickOne } from '../pick/quick-pick.ts';
import type { Pointed } from '../pick/targets.ts';
import { type Step, silently } from '../steps.ts';
import { inLine, label } from '../text.ts';
import { waitFor } from '../waiting.ts';
import { anotherWord, besideName, projectName, sourcePhrase } from '../words/projects.ts';
import { askApproval, askForAnother } from './approve.ts';
import type { Belonging } from './belonging.ts';
import { type Draft, filesOf, placeholderTarget, titleOf } from './draft.ts';
import type { FlowPorts } from './ports.ts';

/** The steps of a purge that are about its project: which one, with which token, and whether the user wants it there. */
export class ProjectSteps {
  readonly #ports: FlowPorts;
  readonly #belonging: Belonging;

  constructor(ports: FlowPorts, belonging: Belonging) {
    this.#ports = ports;
    this.#belonging = belonging;
  }

  readonly needToken: Step<Draft> = async ({ project }) =>
    project && (await this.#ports.ensureToken(project)) ? 'skip' : 'back';

  readonly pick: Step<Draft> = async (draft, earlier) => {
    if (draft.project) {
      return 'skip';
    }
    const { pointed } = draft;
    const { isSure, candidates } = await this.#belonging.candidates(pointed);
    const known = earlier?.isProjectChosen ? [] : candidates;
    const [only] = known;
    if (only && known.length === 1 && isSure) {
      return silently({ ...draft, project: only });
    }
    const picked = only ? await this.#pickOf(known, pointed, isSure) : { answer: null };
    if (isString(picked)) {
      return picked;
    }
    if (picked.answer) {
      return { answer: { ...draft, project: picked.answer } };
    }
    const [file = ''] = filesOf(pointed);
    const project = await this.chooseFor(rootOf(file) ?? '');
    if (project) {
      return { answer: { ...draft, project, isProjectChosen: true } };
    }
    return only ? this.pick(draft) : 'back';
  };

  /** `null`: another one than these. */
  #pickOf(projects: readonly KnownProject[], pointed: readonly Pointed[], isSure: boolean) {
    return pickOne<KnownProject | null>({
      title: titleOf(pointed.map(placeholderTarget), undefined),
      placeholder: l10n.t('In which project?'),
      items: [
        ...projects.map((project) => ({
          label: label(projectName(project)),
          description: label(besideName(project)),
          detail: label(inLine([sourcePhrase(project), ...this.#belonging.share(pointed, project)])),
          value: project,
        })),
        ...(isSure ? [] : [{ label: anotherWord(), value: null }]),
      ],
    });
  }

  /** A file of the workspace says where the purge goes: the first time the user has to see where, as Vercel names it. */
  approve(asksMore: boolean): Step<Draft> {
    const { approvals, projects, afterRefusal } = this.#ports;

    const approve: Step<Draft> = async (draft, earlier) => {
      const { project } = draft;
      if (!project) {
        return 'skip';
      }
      if (earlier?.project && earlier.project.key !== project.key) {
        // Who comes back from another project chooses once more: by now the folder has that one.
        return (await choose(draft, project)) ?? 'back';
      }
      if (approvals.has(project)) {
        // It may have another name by now; whoever knows it is not kept waiting for that.
        projects.check(project).catch(() => {});
        return 'skip';
      }
      const checked = await waitFor(() => projects.check(project));
      if (!checked.ok && !isOfProject(checked.failure)) {
        throw new FailureError(checked.failure);
      }
      switch (checked.ok ? await askApproval(checked.value, asksMore) : await askForAnother(project, checked.failure)) {
        case 'go':
          await approvals.approve(project);
          return silently({ ...draft, project: checked.ok ? checked.value : project });
        case 'choose':
          return (await choose(draft, project)) ?? approve(draft);
        case 'set-token':
          return !checked.ok && (await afterRefusal(checked.failure, project)) ? approve(draft) : 'back';
        default:
          return 'back';
      }
    };

    const choose = async (draft: Draft, { folder }: KnownProject) => {
      const project = await this.chooseFor(folder);
      const chosen = project && { ...draft, project };
      return chosen && (approvals.has(chosen.project) ? { answer: chosen } : approve(chosen));
    };

    return approve;
  }

  /** Asks which project a folder shall have; an empty one is asked for too. */
  async chooseFor(forFolder: FileId): Promise<KnownProject | undefined> {
    const folder = await this.#ports.chooseProject(forFolder || undefined);
    return folder === undefined ? undefined : this.#ports.projects.of(join(folder, 'package.json'));
  }
}
