import { l10n } from 'vscode';
import { given } from '../../core/given.ts';
import { textOf } from '../../core/index/entries.ts';
import type { Environment, FileId, PurgeMode, PurgeRequest, Target } from '../../core/model.ts';
import { type PlanFacts, type PurgePlan, planPurge, sentBy } from '../../core/purge/plan.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import type { EnvironmentChoice } from '../pick/environment.ts';
import type { Answers } from '../pick/patterns.ts';
import type { Pointed } from '../pick/targets.ts';
import { modeWord } from '../words/environments.ts';
import { projectPhrase } from '../words/projects.ts';
import { targetsPhrase } from '../words/targets.ts';

/** What is answered so far of the questions before a purge. */
export interface Draft {
  readonly pointed: readonly Pointed[];
  readonly project?: KnownProject;
  /** Nothing said which, so it was asked for: who comes back is asked again. */
  readonly isProjectChosen?: boolean;
  readonly targets: readonly Target[];
  /** What the holes of the pattern that is asked about are filled with, as far as that is told. */
  readonly filled: Answers;
  /** What the plan has to know besides the answers. */
  readonly facts: PlanFacts;
  readonly mode: PurgeMode;
  readonly deadline?: number;
  readonly environment?: EnvironmentChoice;
  readonly plan?: PurgePlan;
}

export function requestOf(draft: Draft): PurgeRequest {
  const environment: Environment | undefined = draft.environment === 'all' ? undefined : draft.environment;
  return {
    project: draft.project?.ref ?? { idOrName: '' },
    mode: draft.mode,
    targets: draft.targets,
    ...given({ environment }),
    ...(draft.mode === 'dangerously-delete' && draft.deadline ? { revalidationDeadlineSeconds: draft.deadline } : {}),
  };
}

/** What, in which project, of which team: stands above every question. */
export function titleOf(targets: readonly Target[], project: KnownProject | undefined, mode?: PurgeMode): string {
  const what = targetsPhrase(targets);
  const verb = mode === undefined ? l10n.t('Purge {0}', what) : l10n.t('{0} {1}', modeWord(mode), what);
  return project === undefined ? verb : l10n.t('{0} in {1}', verb, projectPhrase(project));
}

/** The same for what would be sent of what is answered so far. */
export function titleOfDraft(draft: Draft, mode?: PurgeMode): string {
  return titleOf(sentBy(planPurge(requestOf(draft), draft.facts)), draft.project, mode);
}

/** The files that the targets stand for; what was typed stands for none. */
export function filesOf(pointed: readonly Pointed[]): FileId[] {
  return pointed.flatMap((each) => fileOf(each) ?? []);
}

export const fileOf = (pointed: Pointed): FileId | undefined =>
  pointed.file ?? ('entry' in pointed ? pointed.entry.places[0]?.file : undefined);

/** With the file that it stands for by now: an entry loses its places when they go to another project. */
export function located(pointed: Pointed): Pointed {
  const file = fileOf(pointed);
  return file === undefined ? pointed : { ...pointed, file };
}

export function placeholderTarget(pointed: Pointed): Target {
  return 'typed' in pointed
    ? { kind: pointed.kind, value: pointed.typed }
    : { kind: pointed.entry.kind, value: textOf(pointed.entry.value) };
}
