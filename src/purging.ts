import * as vscode from 'vscode';
import type { NamedTeam } from './account/account.ts';
import { type ApiAddress, rateWindow } from './account/api-address.ts';
import { given } from './core/given.ts';
import { counted } from './core/maps.ts';
import { systemClock } from './core/purge/clock.ts';
import { createLimiter } from './core/purge/limiter.ts';
import type { RateStore } from './core/purge/rate-store.ts';
import { type PurgeReport, runPurge } from './core/purge/run.ts';
import { createDiskRateStore } from './node/disk-rate-store.ts';
import type { Log } from './support/log.ts';
import { type ChooseProjectParts, chooseProject } from './ui/choose-project.ts';
import { showReport } from './ui/history/report.ts';
import { PurgeFlow } from './ui/purge/flow.ts';
import type { FlowPorts } from './ui/purge/ports.ts';
import type { RunningPurges } from './ui/purge/progress.ts';
import type { Mend } from './ui/remedies.ts';
import { ensureToken } from './ui/sign-in.ts';
import { afterRefusal } from './ui/token-refused.ts';
import { verifyAddress } from './ui/verify.ts';
import { Approvals } from './workspace/approvals.ts';
import type { Finding } from './workspace/finding.ts';
import type { HistoryStore } from './workspace/history-store.ts';
import type { KnownProject } from './workspace/projects.ts';
import type { NamedProject } from './workspace/recent-projects.ts';

export interface PurgingParts extends ChooseProjectParts {
  readonly finding: Finding;
  readonly history: HistoryStore;
  readonly running: RunningPurges;
  readonly log: Log;
  readonly address: ApiAddress;
  /** Of the workspace. */
  readonly memory: vscode.Memento;
  /** Of the extension on this machine. */
  readonly globalStorageUri: vscode.Uri;
}

/** The one flow of every purge: how a plan is sent at the rate that is allowed, shown meanwhile, and kept. */
export function createFlow(parts: PurgingParts, follow: FlowPorts['follow'], mend: Mend): PurgeFlow {
  const { finding, projects, recent, client, history, running, address, memory, log } = parts;
  const limiter = createLimiter(rateStoreIn(parts), rateWindow(address, process.env.VERCEL_CACHE_API_WINDOW_MS));
  const refused: FlowPorts['afterRefusal'] = (failure, project) => afterRefusal(parts, failure, teamOf(project));
  const purgeOf = async (id: string) => (await history.all()).find((each) => each.id === id);
  return new PurgeFlow({
    finding,
    projects,
    approvals: new Approvals(memory),
    memory,
    ensureToken: (project) => ensureToken(parts, teamOf(project)),
    afterRefusal: refused,
    mend: ({ failure, team }, project) => mend(failure, team ?? (project && teamOf(project))),
    chooseProject: (folder) => chooseProject(parts, folder),
    follow,
    baseUrl: address.baseUrl,
    estimate: async (calls) => {
      const waits = [...calls].map(([endpoint, count]) => limiter.estimate(endpoint, count, Date.now()));
      return Math.max(0, ...(await Promise.all(waits)));
    },
    settle: (id) => history.settle(id),
    showReport: async (id) => {
      const purge = await purgeOf(id);
      return purge && showReport(purge, false);
    },
    verify: async (id) => verifyAddress(parts, await purgeOf(id)),
    send: async (plan, project) => {
      const record = history.begin(project);
      try {
        const report = await running.track((signal, onProgress) =>
          runPurge(plan, {
            client,
            limiter,
            clock: systemClock,
            signal,
            onProgress,
            onOutcomes: record.update,
            onTokenRefused: (failure) => refused(failure, project),
          }),
        );
        await record.end(report);
        await recent.use(namedProject(project));
        log.info(logLine(report));
        return { id: record.id, report };
      } finally {
        record.close();
      }
    },
  });
}

/** The team of a project, as far as it is known; `undefined` for the personal account. */
function teamOf({ ref: { teamId }, teamName }: KnownProject): NamedTeam | undefined {
  return teamId === undefined ? undefined : { id: teamId, name: teamName ?? teamId };
}

function namedProject({ ref, name, teamName }: KnownProject): NamedProject {
  return { ...ref, ...given({ name, teamName }) };
}

/** The calls of every window of this machine, for each address on their own. */
function rateStoreIn({ globalStorageUri, address, log }: PurgingParts): RateStore {
  const host = encodeURIComponent(new URL(address.baseUrl).host);
  return createDiskRateStore(vscode.Uri.joinPath(globalStorageUri, 'calls', host).fsPath, (error) =>
    log.error('The rate of this window alone is kept: its calls cannot be written.', error),
  );
}

/** A purge in the log: how much and how it ended, without any text of the workspace. */
function logLine({ plan, outcomes }: PurgeReport): string {
  const words = outcomes.map(({ outcome, failure }) => (failure ? `${outcome} (${failure.code})` : outcome));
  const ends = [...counted(words)].map(([word, count]) => `${count} ${word}`).join(', ');
  return `Purge: ${plan.request.mode}, ${plan.calls.length} calls planned: ${ends}.`;
}
