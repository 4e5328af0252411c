import * as vscode from 'vscode';
import { Account, type NamedTeam } from './account/account.ts';
import { type ApiAddress, apiAddress, rateWindow } from './account/api-address.ts';
import { registerCommands } from './commands.ts';
import { systemClock } from './core/purge/clock.ts';
import { createLimiter } from './core/purge/limiter.ts';
import type { RateStore } from './core/purge/rate-store.ts';
import { type PurgeReport, runPurge } from './core/purge/run.ts';
import { createVercelClient } from './core/vercel/client.ts';
import { createDiskRateStore } from './node/disk-rate-store.ts';
import { createFindingsCache } from './node/findings-cache.ts';
import { createHistoryFolder } from './node/history-folder.ts';
import { ContextKeySetter } from './support/context-keys.ts';
import { createLog, type Log } from './support/log.ts';
import { createRedactor } from './support/redact.ts';
import { AccountsMenu } from './ui/accounts-menu.ts';
import { chooseProject } from './ui/choose-project.ts';
import { followContext } from './ui/context.ts';
import { followCursor } from './ui/editor/at-cursor.ts';
import { LANGUAGES, TargetHover } from './ui/editor/hover.ts';
import { followLeftOver } from './ui/history/left-over.ts';
import { showReport } from './ui/history/report.ts';
import { PurgeFlow } from './ui/purge/flow.ts';
import { RunningPurges } from './ui/purge/progress.ts';
import { followRemedy } from './ui/remedies.ts';
import { ensureToken, signIn } from './ui/sign-in.ts';
import { StatusItem } from './ui/status-item.ts';
import { afterRefusal } from './ui/token-refused.ts';
import { TargetsView } from './ui/tree/view.ts';
import { Approvals } from './workspace/approvals.ts';
import { DiscoveryScanner, type Memory } from './workspace/discovery-scanner.ts';
import { diskRun, isOnDisk } from './workspace/disk-run.ts';
import { Finding } from './workspace/finding.ts';
import { HistoryStore } from './workspace/history-store.ts';
import { type KnownProject, Projects } from './workspace/projects.ts';
import { type NamedProject, RecentProjects } from './workspace/recent-projects.ts';
import { virtualRun } from './workspace/virtual-run.ts';

/** Builds the parts and wires them. Reads nothing and waits for nothing: the first need starts the work. */
export function activate(context: vscode.ExtensionContext): void {
  const { subscriptions, workspaceState, globalState, globalStorageUri, secrets } = context;
  const own = <T extends vscode.Disposable>(part: T): T => {
    subscriptions.push(part);
    return part;
  };

  const redactor = createRedactor();
  const log = own(createLog('Vercel Cache Tags', redactor));
  const address = apiAddress(process.env.VERCEL_CACHE_API_URL);
  if (address.rejected !== undefined) {
    log.warn('VERCEL_CACHE_API_URL is ignored: it is neither https nor http on this machine.');
  } else if (address.changed) {
    log.warn(`Calls go to ${address.baseUrl} (VERCEL_CACHE_API_URL), not to Vercel.`);
  }

  const account = own(new Account({ secrets, memory: globalState, environment: process.env, redactor, log }));
  const client = createVercelClient({
    baseUrl: address.baseUrl,
    fetch: (input, init) => globalThis.fetch(input, init),
    token: (teamId) => account.token(teamId),
  });
  const projects = own(new Projects(workspaceState, process.env, client));
  const recent = new RecentProjects(globalState);
  const onFailure = (file: string, error: unknown) => log.error(`A file could not be understood: ${file}`, error);
  const scanner = new DiscoveryScanner(
    () => (isOnDisk() ? diskRun(onFailure) : virtualRun(onFailure)),
    memoryIn(context),
  );
  const finding = own(new Finding(scanner, projects, log));
  const history = own(
    new HistoryStore(
      createHistoryFolder(vscode.Uri.joinPath(globalStorageUri, 'history').fsPath, (name) =>
        log.warn(`A file of the purge history is damaged and was set aside: ${name}`),
      ),
      log,
    ),
  );
  const limiter = createLimiter(
    rateStoreIn(context, address, log),
    rateWindow(address, process.env.VERCEL_CACHE_API_WINDOW_MS),
  );

  const contextKeys = new ContextKeySetter();
  const view = own(new TargetsView(finding, projects, contextKeys));
  const status = own(new StatusItem({ finding, projects, account, memory: workspaceState, address }));
  const running = own(
    new RunningPurges([view, status, { show: (text) => contextKeys.set('vercelCache.purging', text !== undefined) }]),
  );
  const choosing = { projects, recent, account, client };
  const follow = followRemedy({ ...choosing, log });

  const flow = new PurgeFlow({
    finding,
    projects,
    approvals: new Approvals(workspaceState),
    memory: workspaceState,
    ensureToken: (project) => ensureToken(choosing, teamOf(project)),
    chooseProject: (root) => chooseProject(choosing, root),
    follow,
    baseUrl: address.baseUrl,
    estimate: async (calls) => {
      const waits = [...calls].map(([endpoint, count]) => limiter.estimate(endpoint, count, Date.now()));
      return Math.max(0, ...(await Promise.all(waits)));
    },
    settle: (id) => history.settle(id),
    showReport: async (id) => {
      const purge = (await history.all()).find((each) => each.id === id);
      return purge && showReport(purge, false);
    },
    send: async (plan, project) => {
      const record = history.begin(project.name);
      try {
        const report = await running.track((signal, onProgress) =>
          runPurge(plan, {
            client,
            limiter,
            clock: systemClock,
            signal,
            onProgress,
            onOutcomes: record.update,
            onTokenRefused: (failure) => afterRefusal(choosing, failure, teamOf(project)),
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

  own(
    registerCommands({
      finding,
      ...choosing,
      baseUrl: address.baseUrl,
      flow,
      running,
      history,
      memory: workspaceState,
      view,
      log,
      follow,
    }),
  );
  own(followLeftOver(history, finding, view));
  own(followContext({ account, finding, projects }, contextKeys));
  const accounts = own(new AccountsMenu(account, () => signIn(choosing)));
  own(
    vscode.authentication.registerAuthenticationProvider('vercelCache', 'Vercel', accounts, {
      supportsMultipleAccounts: true,
    }),
  );
  own(followCursor(finding, contextKeys));
  own(vscode.languages.registerHoverProvider([...LANGUAGES], new TargetHover(finding, projects)));
}

/** The team of a project, as far as it is known; `undefined` for the personal account. */
function teamOf({ ref: { teamId }, teamName }: KnownProject): NamedTeam | undefined {
  return teamId === undefined ? undefined : { id: teamId, name: teamName ?? teamId };
}

function namedProject({ ref, name, teamName }: KnownProject): NamedProject {
  return { ...ref, ...(name === undefined ? {} : { name }), ...(teamName === undefined ? {} : { teamName }) };
}

/** The calls of every window of this machine, for each address on their own. */
function rateStoreIn({ globalStorageUri }: vscode.ExtensionContext, { baseUrl }: ApiAddress, log: Log): RateStore {
  const folder = vscode.Uri.joinPath(globalStorageUri, 'calls', encodeURIComponent(new URL(baseUrl).host)).fsPath;
  return createDiskRateStore(folder, (error) =>
    log.error('The rate of this window alone is kept: its calls cannot be written.', error),
  );
}

/** What an earlier window of this workspace found; none where the workspace or its storage is not on a disk. */
function memoryIn({ storageUri, extension }: vscode.ExtensionContext): Memory | undefined {
  const version = String(extension.packageJSON.version);
  return storageUri?.scheme === 'file' && isOnDisk()
    ? createFindingsCache({ path: vscode.Uri.joinPath(storageUri, 'findings.json').fsPath, version })
    : undefined;
}

/** A purge in the log: how much and how it ended, without any text of the workspace. */
function logLine({ plan, outcomes }: PurgeReport): string {
  const counts = new Map<string, number>();
  for (const { outcome, failure } of outcomes) {
    const word = failure ? `${outcome} (${failure.code})` : outcome;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const ends = [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
  return `Purge: ${plan.request.mode}, ${plan.calls.length} calls planned: ${ends}.`;
}
