import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { given } from '../../core/given.ts';
import type { TargetEntry } from '../../core/index/entries.ts';
import type { PurgeRequest, Target } from '../../core/model.ts';
import { callsByEndpoint, type PurgePlan, planFactsAgain, planPurge } from '../../core/purge/plan.ts';
import { leftOver, targetsWith } from '../../core/purge/run.ts';
import { setting } from '../../support/settings.ts';
import { builtTags } from '../../workspace/build-output.ts';
import { installedNext } from '../../workspace/next-version.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { FailureError } from '../failure-error.ts';
import { firstEnvironment, pickEnvironment, rememberEnvironment } from '../pick/environment.ts';
import { holesOf } from '../pick/holes.ts';
import { askDeadline, pickMode } from '../pick/mode.ts';
import { askHole, filledTexts, type Pattern } from '../pick/patterns.ts';
import type { MoreRow } from '../pick/quick-pick.ts';
import type { Pointed } from '../pick/targets.ts';
import { requireFolder } from '../require-folder.ts';
import { answered, runSteps, type Step, silently } from '../steps.ts';
import { requireTrust } from '../trust.ts';
import { refusalSentences } from '../words/plans.ts';
import { Belonging } from './belonging.ts';
import { confirmPurge } from './confirm.ts';
import { type Draft, located, placeholderTarget, requestOf, titleOf, titleOfDraft } from './draft.ts';
import type { Again, FlowPorts, PurgeStart } from './ports.ts';
import { previewRow, showDryRun } from './preview.ts';
import { ProjectSteps } from './project-steps.ts';
import { failureIn, offerRest, showResult } from './result.ts';

/**
 * The one way to purge, wherever it begins: targets, missing parts of patterns, project, mode, environment,
 * confirmation, sending, one message.
 */
export class PurgeFlow {
  readonly #ports: FlowPorts;
  readonly #belonging: Belonging;
  readonly #project: ProjectSteps;

  constructor(ports: FlowPorts) {
    this.#ports = ports;
    this.#belonging = new Belonging(ports);
    this.#project = new ProjectSteps(ports, this.#belonging);
  }

  async start(pointed: readonly Pointed[], { ask, dryRun }: PurgeStart = {}): Promise<void> {
    if (!(await requireFolder()) || !(await requireTrust())) {
      return;
    }
    const draft = await this.#ask(
      { pointed: pointed.map(located), targets: [], filled: [], facts: {}, mode: 'invalidate' },
      [
        ...(ask ? [this.#askTargets(ask, pointed)] : []),
        this.#project.pick,
        ...(dryRun ? [] : [this.#project.needToken, this.#project.approve(true)]),
        this.#fillPatterns,
        this.#learnFacts,
        this.#pickMode,
        this.#askDeadline,
        this.#pickEnvironment,
        this.#conclude(dryRun),
      ],
    );
    if (!draft?.plan || !draft.project) {
      return;
    }
    if (dryRun) {
      await showDryRun(draft.plan, draft.project, this.#ports.baseUrl);
    } else {
      await rememberEnvironment(this.#ports.memory, draft.environment);
      await this.#send(draft.plan, draft.project, this.#belonging.elsewhere(draft.pointed, draft.project));
    }
  }

  /** Sends a request once more that was made before: its project approved and its danger confirmed like any other. */
  async repeat(request: PurgeRequest, project: KnownProject, { facts = {}, settles }: Again = {}): Promise<void> {
    if (!(await requireTrust())) {
      return;
    }
    const { targets, mode, environment = 'all', revalidationDeadlineSeconds: deadline } = request;
    const asksMore = mode === 'dangerously-delete' || isStrict();
    const draft = await this.#ask(
      { pointed: [], filled: [], project, targets, facts, mode, environment, ...given({ deadline }) },
      [this.#project.needToken, this.#project.approve(asksMore), this.#learnFacts, this.#conclude()],
    );
    if (draft?.plan && draft.project) {
      if (settles !== undefined) {
        await this.#ports.settle(settles);
      }
      await this.#send(draft.plan, draft.project);
    }
  }

  /** A step in which something fails is asked again once that is mended: what was answered before it is not lost. */
  #ask(initial: Draft, steps: readonly Step<Draft>[]): Promise<Draft | undefined> {
    const mended =
      (step: Step<Draft>): Step<Draft> =>
      async (draft, earlier) => {
        try {
          return await step(draft, earlier);
        } catch (error) {
          if (!(error instanceof FailureError)) {
            throw error;
          }
          return (await this.#ports.mend(error, draft.project)) ? mended(step)(draft, earlier) : 'cancel';
        }
      };
    return runSteps(initial, steps.map(mended));
  }

  #askTargets(ask: NonNullable<PurgeStart['ask']>, pointed: readonly Pointed[]): Step<Draft> {
    let ticked = pointed;
    return async (draft) =>
      answered(await ask(ticked), (answer) => {
        ticked = answer;
        return { ...draft, pointed: answer.map(located) };
      });
  }

  readonly #fillPatterns: Step<Draft> = async (draft) => {
    const { pointed, project } = draft;
    const elsewhere = project ? this.#belonging.elsewhere(pointed, project) : [];
    const mine = pointed.filter((one) => !elsewhere.includes(one));
    const patterns = mine.filter(isPattern);
    const targets = mine.filter((each) => !isPattern(each)).map(placeholderTarget);
    const facts = { ...draft.facts, fromPattern: patterns.length > 0 };
    return {
      ...silently({ ...draft, targets, facts }),
      further: patterns.flatMap((each) => this.#fillPattern(each)),
    };
  };

  /** A question for each hole, then what the answers make. */
  #fillPattern(pointed: Pointed & { readonly entry: PatternEntry }): Step<Draft>[] {
    const { entry } = pointed;
    const { kind, value: pattern } = entry;
    const questions = holesOf(pattern.parts).map(
      (hole): Step<Draft> =>
        async (draft) => {
          const title = titleOf([placeholderTarget(pointed)], draft.project);
          const filling = { title, pattern, known: await this.#knownTexts(entry), memory: this.#ports.memory };
          return answered(await askHole(filling, hole, draft.filled), (values) => ({
            ...draft,
            filled: [...draft.filled, values],
          }));
        },
    );
    return [
      ...questions,
      async (draft) => {
        const targets = filledTexts(pattern, draft.filled).map((value) => ({ kind, value }));
        return silently({ ...draft, targets: [...draft.targets, ...targets], filled: [] });
      },
    ];
  }

  /** The version of Next that is installed for the project, where it is; else the one that an earlier purge knew. */
  readonly #learnFacts: Step<Draft> = async (draft) => {
    const nextVersion = await installedNext(draft.project?.folder ?? '');
    const facts = nextVersion === undefined ? draft.facts : { ...draft.facts, nextVersion };
    return silently({ ...draft, facts });
  };

  readonly #pickMode: Step<Draft> = async (draft) => {
    const plan = await this.#plan(draft);
    if (plan.calls.length === 0) {
      void vscode.window.showWarningMessage([l10n.t('There is nothing to send.'), ...refusalSentences(plan)].join(' '));
      return 'back';
    }
    // Where nothing is asked after it, the calls are shown here.
    const isLast = plan.calls.every((call) => call.kind === 'image');
    return answered(await pickMode(titleOfDraft(draft), isLast ? await this.#preview(draft) : []), (mode) => ({
      ...draft,
      mode,
    }));
  };

  readonly #askDeadline: Step<Draft> = async (draft, earlier) => {
    if (draft.mode === 'invalidate') {
      return 'skip';
    }
    return answered(await askDeadline(titleOfDraft(draft, draft.mode), earlier?.deadline), (deadline) => ({
      ...draft,
      deadline,
    }));
  };

  readonly #pickEnvironment: Step<Draft> = async (draft) => {
    if (!draft.targets.some((target) => target.kind === 'tag')) {
      return 'skip';
    }
    const title = titleOfDraft(draft, draft.mode);
    const byDefault = setting('purge.defaultEnvironment', 'production');
    const preview = await this.#preview({ ...draft, environment: firstEnvironment(this.#ports.memory, byDefault) });
    const asked = await pickEnvironment(title, this.#ports.memory, byDefault, draft.targets, preview);
    return answered(asked, (environment) => ({ ...draft, environment }));
  };

  /** The plan, and a yes to it as far as its danger needs one. */
  #conclude(dryRun?: true): Step<Draft> {
    return async (draft) => {
      const { project, mode } = draft;
      if (!project) {
        return 'cancel';
      }
      const plan = await this.#plan(draft);
      const title = titleOfDraft(draft, mode);
      return answered(dryRun ? { answer: true } : await confirmPurge(title, plan, project, isStrict()), () => ({
        ...draft,
        plan,
      }));
    };
  }

  /** Texts that a pattern may have meant: exact ones of the workspace, and the tags of its last local build. */
  async #knownTexts({ kind, places }: TargetEntry): Promise<readonly string[]> {
    const exact = [...this.#ports.finding.index.entries()].flatMap((entry) =>
      entry.kind === kind && entry.value.certainty === 'exact' ? [entry.value.text] : [],
    );
    const built = kind === 'tag' ? await builtTags(places.map(({ file }) => file)) : [];
    return [...exact, ...built];
  }

  async #plan(draft: Draft): Promise<PurgePlan> {
    const plan = planPurge(requestOf(draft), draft.facts);
    const takes = await this.#ports.estimate(callsByEndpoint(plan.calls));
    return { ...plan, leastMs: Math.max(plan.leastMs, takes) };
  }

  async #preview(draft: Draft): Promise<readonly MoreRow[]> {
    const { project } = draft;
    return project ? [previewRow(await this.#plan(draft), project, this.#ports.baseUrl)] : [];
  }

  /** `elsewhere` is what was pointed at too and belongs to other projects. */
  async #send(plan: PurgePlan, project: KnownProject, elsewhere: readonly Pointed[] = []): Promise<void> {
    const { id, report } = await this.#ports.send(plan, project);
    const after = await showResult(report, project, elsewhere.map(placeholderTarget));
    const rest = leftOver(report);
    switch (after) {
      case 'try-again':
        await this.#sendRest(id, plan, rest, project);
        break;
      case 'send-unknown': {
        const targets = targetsWith(report, 'unknown');
        await this.repeat({ ...plan.request, targets }, project, { facts: planFactsAgain(plan) });
        break;
      }
      case 'choose-project': {
        const chosen = await this.#project.chooseFor(project.folder);
        if (chosen && rest.length > 0 && (await offerRest(rest, chosen))) {
          await this.#sendRest(id, plan, rest, chosen);
        }
        break;
      }
      case 'go-on':
        await this.start(elsewhere);
        break;
      case 'show-report':
        await this.#ports.showReport(id);
        break;
      case 'verify':
        await this.#ports.verify(id);
        break;
      default: {
        const failure = failureIn(report);
        const isMended =
          after === 'set-token' && failure
            ? this.#ports.afterRefusal(failure, project)
            : this.#ports.follow(after, failure);
        if ((await isMended) && rest.length > 0 && (await offerRest(rest, project))) {
          await this.#sendRest(id, plan, rest, project);
        }
      }
    }
  }

  /** Sends what is left of a purge, as carefully as all of it was sent. */
  #sendRest(id: string, plan: PurgePlan, targets: readonly Target[], project: KnownProject): Promise<void> {
    const request = { ...plan.request, project: project.ref, targets };
    return this.repeat(request, project, { facts: planFactsAgain(plan), settles: id });
  }
}

type PatternEntry = TargetEntry & { readonly value: Pattern };

const isPattern = (each: Pointed): each is Pointed & { readonly entry: PatternEntry } =>
  'entry' in each && each.entry.value.certainty === 'pattern';

/** The setting makes the ladder steeper, never flatter. */
const isStrict = (): boolean => setting('purge.alwaysConfirm', false);
