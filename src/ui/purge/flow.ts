import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { textOf } from '../../core/index/entries.ts';
import type { Environment, Failure, FileId, PurgeMode, PurgeRequest, Target } from '../../core/model.ts';
import { type PlanFacts, type PurgePlan, planPurge } from '../../core/purge/plan.ts';
import { leftOver, type PurgeReport } from '../../core/purge/run.ts';
import { setting } from '../../support/settings.ts';
import type { Approvals } from '../../workspace/approvals.ts';
import { rootOf } from '../../workspace/files.ts';
import type { Finding } from '../../workspace/finding.ts';
import { installedNext } from '../../workspace/next-version.ts';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import { FailureError } from '../failure-error.ts';
import { type EnvironmentChoice, pickEnvironment } from '../pick/environment.ts';
import { askDeadline, pickMode } from '../pick/mode.ts';
import { fillPattern } from '../pick/patterns.ts';
import { pickOne } from '../pick/quick-pick.ts';
import type { Pointed } from '../pick/targets.ts';
import { runSteps, type Step, type StepResult } from '../steps.ts';
import { label } from '../text.ts';
import { requireTrust } from '../trust.ts';
import { modeWord } from '../words/environments.ts';
import { projectName, projectPhrase, sourcePhrase, teamName } from '../words/projects.ts';
import { refusalSentence, targetsPhrase } from '../words/targets.ts';
import { askApproval } from './approve.ts';
import { confirmPurge } from './confirm.ts';
import { showCalls } from './dry-run.ts';
import { type AfterPurge, showResult } from './result.ts';

export interface FlowPorts {
  readonly finding: Finding;
  readonly projects: Projects;
  readonly approvals: Approvals;
  readonly memory: vscode.Memento;
  /** Asks for a token where there is none for the project; false where the user left. */
  readonly ensureToken: (project: KnownProject) => Promise<boolean>;
  /** For a workspace folder, where it is clear for which. */
  readonly chooseProject: (root: FileId | undefined) => Promise<boolean>;
  /** Sends a plan, showing its progress, and keeps it in the history. */
  readonly send: (plan: PurgePlan, project: KnownProject) => Promise<PurgeReport>;
  readonly follow: (after: AfterPurge, failure?: Failure) => Promise<void>;
  /** Where the API is, as a dry run shows it. */
  readonly baseUrl: string;
}

/** What is answered so far. */
interface Draft {
  readonly pointed: readonly Pointed[];
  readonly project?: KnownProject;
  readonly targets: readonly Target[];
  readonly fromPattern: boolean;
  readonly mode: PurgeMode;
  readonly deadline?: number;
  readonly environment?: EnvironmentChoice;
  readonly plan?: PurgePlan;
}

/** What a purge may begin with, where it does not begin with a pick. */
export interface PurgeStart {
  readonly project?: KnownProject;
  /** Asks what to purge, as the first step. */
  readonly ask?: () => Promise<StepResult<readonly Pointed[]>>;
  /** Everything up to the sending: the calls are shown and nothing is sent, so no token is needed either. */
  readonly dryRun?: true;
}

/**
 * The one way to purge, wherever it begins: targets, missing parts of patterns, project, mode, environment,
 * confirmation, sending, one message.
 */
export class PurgeFlow {
  readonly #ports: FlowPorts;

  constructor(ports: FlowPorts) {
    this.#ports = ports;
  }

  async start(pointed: readonly Pointed[], { ask, project, dryRun }: PurgeStart = {}): Promise<void> {
    if (!(await requireTrust())) {
      return;
    }
    const draft = await runSteps<Draft>(
      { pointed, targets: [], fromPattern: false, mode: 'invalidate', ...(project ? { project } : {}) },
      [
        ...(ask ? [this.#askTargets(ask)] : []),
        this.#pickProject,
        ...(dryRun ? [] : [this.#needToken, this.#approveProject]),
        this.#fillPatterns,
        this.#pickMode,
        this.#askDeadline,
        this.#pickEnvironment,
        this.#makePlan,
        ...(dryRun ? [] : [this.#confirm]),
      ],
    );
    if (!draft?.plan || !draft.project) {
      return;
    }
    if (dryRun) {
      await showCalls(draft.plan, draft.project, this.#ports.baseUrl);
    } else {
      await this.#send(draft.plan, draft.project);
    }
  }

  /** Sends a request once more that was made before: its project approved and its danger confirmed like any other. */
  async repeat(request: PurgeRequest, project: KnownProject): Promise<void> {
    if (!(await requireTrust())) {
      return;
    }
    const { targets, mode, environment = 'all', revalidationDeadlineSeconds: deadline } = request;
    const draft = await runSteps<Draft>(
      {
        pointed: [],
        project,
        targets,
        fromPattern: false,
        mode,
        environment,
        ...(deadline === undefined ? {} : { deadline }),
      },
      [this.#needToken, this.#approveProject, this.#makePlan, this.#confirm],
    );
    if (draft?.plan && draft.project) {
      await this.#send(draft.plan, draft.project);
    }
  }

  #askTargets(ask: () => Promise<StepResult<readonly Pointed[]>>): Step<Draft> {
    return async (draft) => {
      const result = await ask();
      return typeof result === 'string' ? result : { answer: { ...draft, pointed: result.answer } };
    };
  }

  readonly #needToken: Step<Draft> = async ({ project }) =>
    project && (await this.#ports.ensureToken(project)) ? 'skip' : 'back';

  readonly #pickProject: Step<Draft> = async (draft) => {
    if (draft.project) {
      return 'skip';
    }
    let candidates = await this.#candidates(draft.pointed);
    if (candidates.length === 0) {
      const [file] = filesOf(draft.pointed);
      if (!(await this.#ports.chooseProject(file === undefined ? undefined : rootOf(file)))) {
        return 'back';
      }
      candidates = await this.#candidates(draft.pointed);
    }
    const [only] = candidates;
    if (candidates.length <= 1) {
      return only ? { answer: { ...draft, project: only }, silent: true } : 'back';
    }
    const result = await pickOne({
      title: titleOf(draft.pointed.map(placeholderTarget), undefined),
      placeholder: l10n.t('In which project?'),
      items: candidates.map((project) => ({
        label: label(projectName(project)),
        description: label(teamName(project)),
        detail: label([sourcePhrase(project), ...this.#share(draft.pointed, project)].join(' · ')),
        value: project,
      })),
    });
    return typeof result === 'string' ? result : { answer: { ...draft, project: result.answer } };
  };

  /** A file of the workspace says where the purge goes: the first time the user has to see where, as Vercel names it. */
  readonly #approveProject: Step<Draft> = async (draft) => {
    if (!draft.project || this.#ports.approvals.has(draft.project)) {
      return 'skip';
    }
    const checked = await this.#ports.projects.check(draft.project);
    if (!checked.ok) {
      throw new FailureError(checked.failure);
    }
    const project = checked.value;
    const answer = await askApproval(project);
    if (answer === 'go') {
      await this.#ports.approvals.approve(project);
      return { answer: { ...draft, project }, silent: true };
    }
    if (answer === 'choose') {
      await this.#ports.chooseProject(rootOf(project.folder));
    }
    return 'cancel';
  };

  readonly #fillPatterns: Step<Draft> = async (draft) => {
    const { project } = draft;
    const pointed = project ? draft.pointed.filter((each) => this.#isIn(fileOf(each), project)) : draft.pointed;
    const targets: Target[] = [];
    let fromPattern = false;
    for (const each of pointed) {
      if ('typed' in each) {
        targets.push({ kind: each.kind, value: each.typed });
        continue;
      }
      const { kind, value } = each.entry;
      if (value.certainty === 'exact') {
        targets.push({ kind, value: value.text });
      } else if (value.certainty === 'pattern') {
        fromPattern = true;
        const known = [...this.#ports.finding.index.entries()].flatMap((entry) =>
          entry.kind === kind && entry.value.certainty === 'exact' ? [entry.value.text] : [],
        );
        const title = titleOf([{ kind, value: textOf(value) }], draft.project);
        const filled = await fillPattern(title, value, known, this.#ports.memory);
        if (typeof filled === 'string') {
          return filled;
        }
        targets.push(...filled.answer.map((text) => ({ kind, value: text })));
      }
    }
    return { answer: { ...draft, targets, fromPattern }, silent: !fromPattern };
  };

  readonly #pickMode: Step<Draft> = async (draft) => {
    const plan = planPurge(requestOf(draft));
    if (plan.calls.length === 0) {
      void vscode.window.showWarningMessage(
        [
          l10n.t('There is nothing to send.'),
          ...plan.refused.map(({ target, refusal }) => refusalSentence(target, refusal)),
        ].join(' '),
      );
      return 'cancel';
    }
    const result = await pickMode(titleOf(draft.targets, draft.project));
    return typeof result === 'string' ? result : { answer: { ...draft, mode: result.answer } };
  };

  readonly #askDeadline: Step<Draft> = async (draft) => {
    if (draft.mode === 'invalidate') {
      return 'skip';
    }
    const result = await askDeadline(titleOf(draft.targets, draft.project, draft.mode));
    return typeof result === 'string' ? result : { answer: { ...draft, deadline: result.answer } };
  };

  readonly #pickEnvironment: Step<Draft> = async (draft) => {
    if (!draft.targets.some((target) => target.kind === 'tag')) {
      return 'skip';
    }
    const title = titleOf(draft.targets, draft.project, draft.mode);
    const result = await pickEnvironment(title, this.#ports.memory, setting('purge.defaultEnvironment', 'production'));
    return typeof result === 'string' ? result : { answer: { ...draft, environment: result.answer } };
  };

  readonly #makePlan: Step<Draft> = async (draft) => {
    if (!draft.project) {
      return 'cancel';
    }
    const plan = planPurge(requestOf(draft), await this.#factsOf(draft.project, draft.fromPattern));
    return { answer: { ...draft, plan }, silent: true };
  };

  readonly #confirm: Step<Draft> = async (draft) => {
    const { plan, project } = draft;
    if (!plan || !project) {
      return 'cancel';
    }
    const result = await confirmPurge(titleOf(draft.targets, project, draft.mode), plan, project, isStrict());
    return typeof result === 'string' ? result : { answer: draft };
  };

  async #factsOf({ folder }: KnownProject, fromPattern: boolean): Promise<PlanFacts> {
    const nextVersion = await installedNext(folder);
    return nextVersion === undefined ? { fromPattern } : { fromPattern, nextVersion };
  }

  async #send(plan: PurgePlan, project: KnownProject): Promise<void> {
    const report = await this.#ports.send(plan, project);
    const after = await showResult(report, project);
    const { request } = plan;
    if (after === 'try-again') {
      await this.repeat({ ...request, targets: leftOver(report) }, project);
    } else if (after === 'send-unknown') {
      const unknown = report.outcomes.filter((each) => each.outcome === 'unknown').map((each) => each.target);
      await this.repeat({ ...request, targets: unknown }, project);
    } else {
      await this.#ports.follow(after, report.outcomes.find((each) => each.failure)?.failure);
    }
  }

  /** The projects that the targets belong to; for typed ones every project of the window. */
  async #candidates(pointed: readonly Pointed[]): Promise<KnownProject[]> {
    const { projects, finding } = this.#ports;
    const files = filesOf(pointed);
    await projects.learn(files);
    return files.length > 0 ? projects.distinct(files) : projects.ofWindow(finding.index.files());
  }

  /** How many of the targets belong to a project, where not all of them do. */
  #share(pointed: readonly Pointed[], project: KnownProject): string[] {
    const count = pointed.filter((each) => this.#isIn(fileOf(each), project)).length;
    return count === pointed.length ? [] : [l10n.t('{0} of {1} targets', count, pointed.length)];
  }

  #isIn(file: string | undefined, project: KnownProject): boolean {
    return file === undefined || this.#ports.projects.keyOf(file) === project.key;
  }
}

function requestOf(draft: Draft): PurgeRequest {
  const environment: Environment | undefined = draft.environment === 'all' ? undefined : draft.environment;
  return {
    project: draft.project?.ref ?? { idOrName: '' },
    mode: draft.mode,
    targets: draft.targets,
    ...(environment === undefined ? {} : { environment }),
    ...(draft.mode === 'dangerously-delete' && draft.deadline ? { revalidationDeadlineSeconds: draft.deadline } : {}),
  };
}

/** What, in which project, of which team: stands above every question. */
function titleOf(targets: readonly Target[], project: KnownProject | undefined, mode?: PurgeMode): string {
  const what = targetsPhrase(targets);
  const verb = mode === undefined ? l10n.t('Purge {0}', what) : l10n.t('{0} {1}', modeWord(mode), what);
  return project === undefined ? verb : l10n.t('{0} in {1}', verb, projectPhrase(project));
}

/** The files that the targets stand for; what was typed stands for none. */
function filesOf(pointed: readonly Pointed[]): FileId[] {
  return pointed.flatMap((each) => fileOf(each) ?? []);
}

const fileOf = (pointed: Pointed): FileId | undefined =>
  'entry' in pointed ? pointed.entry.places[0]?.file : pointed.file;

function placeholderTarget(pointed: Pointed): Target {
  return 'typed' in pointed
    ? { kind: pointed.kind, value: pointed.typed }
    : { kind: pointed.entry.kind, value: textOf(pointed.entry.value) };
}

/** The setting makes the ladder steeper, never flatter. */
const isStrict = (): boolean => setting('purge.alwaysConfirm', false);
