import type * as vscode from 'vscode';
import type { Failure, FileId } from '../../core/model.ts';
import type { PlanFacts, PurgePlan } from '../../core/purge/plan.ts';
import type { PurgeReport } from '../../core/purge/run.ts';
import type { Approvals } from '../../workspace/approvals.ts';
import type { Finding } from '../../workspace/finding.ts';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import type { FailureError } from '../failure-error.ts';
import type { Pointed } from '../pick/targets.ts';
import type { StepResult } from '../steps.ts';
import type { AfterPurge } from './result.ts';

/** What a purge needs of the rest of the extension, and what it may begin with. */

export interface FlowPorts {
  readonly finding: Finding;
  readonly projects: Projects;
  readonly approvals: Approvals;
  readonly memory: vscode.Memento;
  /** Asks for a token where there is none for the project; false where the user left. */
  readonly ensureToken: (project: KnownProject) => Promise<boolean>;
  /** Asks what to do about a token that Vercel refused for a project; false where the user left. */
  readonly afterRefusal: (failure: Failure, project: KnownProject) => Promise<boolean>;
  /** Tells of any failure before the sending, with what helps; false where it does not, or is not wanted. */
  readonly mend: (error: FailureError, project: KnownProject | undefined) => Promise<boolean>;
  /** For a folder, where it is clear for which; answers with the folder, or nothing where the user left. */
  readonly chooseProject: (folder: FileId | undefined) => Promise<FileId | undefined>;
  /** Sends a plan, showing its progress, and keeps it in the history, under an id. */
  readonly send: (plan: PurgePlan, project: KnownProject) => Promise<Sent>;
  /** How long the rate makes calls take, in milliseconds, after what was sent lately. */
  readonly estimate: (calls: ReadonlyMap<string, number>) => Promise<number>;
  /** What was left of a purge of the history is taken up, and not to be offered any more. */
  readonly settle: (id: string) => Promise<void>;
  /** Does what the button of a message says; true where what stood in the way is gone. */
  readonly follow: (after: AfterPurge, failure?: Failure) => Promise<boolean>;
  /** Opens what became of each target of a purge of the history. */
  readonly showReport: (id: string) => Promise<void>;
  /** Looks at a page whether such a purge has reached it. */
  readonly verify: (id: string) => Promise<void>;
  /** Where the API is, as a dry run shows it. */
  readonly baseUrl: string;
}

export interface Sent {
  readonly id: string;
  readonly report: PurgeReport;
}

/** What a purge of the past has to say when it is sent again. */
export interface Again {
  readonly facts?: PlanFacts;
  /** The purge whose rest this is. */
  readonly settles?: string;
}

/** What a purge may begin with, where it does not begin with a pick. */
export interface PurgeStart {
  /** Asks what to purge, as the first step: what is pointed at already, or was the last time, is ticked. */
  readonly ask?: (ticked: readonly Pointed[]) => Promise<StepResult<readonly Pointed[]>>;
  /** Everything up to the sending: the calls are shown and nothing is sent, so no token is needed either. */
  readonly dryRun?: true;
}
