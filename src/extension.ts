import * as vscode from 'vscode';
import { Account, type NamedTeam } from './account/account.ts';
import { type ApiAddress, apiAddress, rateWindow } from './account/api-address.ts';
import { registerCommands } from './commands.ts';
import { systemClock } from './core/purge/clock.ts';
import { createLimiter } from './core/purge/limiter.ts';
import { memoryRateStore, type RateStore } from './core/purge/rate-store.ts';
import { type PurgeReport, runPurge } from './core/purge/run.ts';
import { createVercelClient } from './core/vercel/client.ts';
import { createDiskRateStore } from './node/disk-rate-store.ts';
import { createFindingsCache } from './node/findings-cache.ts';
import { ContextKeySetter } from './support/context-keys.ts';
import { createLog, type Log } from './support/log.ts';
import { createRedactor } from './support/redact.ts';
import { AccountsMenu } from './ui/accounts-menu.ts';
import { chooseProject } from './ui/choose-project.ts';
import { followContext } from './ui/context.ts';
import { followCursor } from './ui/editor/at-cursor.ts';
import { LANGUAGES, TargetHover } from './ui/editor/hover.ts';
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
  const { subscriptions, workspaceState, globalState, secrets } = context;
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
  const history = new HistoryStore(globalState, log);
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
    send: async (plan, project) => {
      const startedAt = Date.now();
      // What became of a purge has to be told, whether or not it can be kept.
      const keep = (soFar: PurgeReport) =>
        history
          .add(soFar, startedAt, project.name)
          .catch((error: unknown) => log.error('The purge could not be kept in the history.', error));
      const report = await running.track((signal, onProgress) =>
        runPurge(plan, {
          client,
          limiter,
          clock: systemClock,
          signal,
          onProgress,
          onOutcomes: (soFar) => void keep(soFar),
          onTokenRefused: (failure) => afterRefusal(choosing, failure, teamOf(project)),
        }),
      );
      await keep(report);
      await recent.use(namedProject(project));
      log.info(logLine(report));
      return report;
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

/** The calls of every window of this machine, for each address on their own; of this one where there is no disk. */
function rateStoreIn({ globalStorageUri }: vscode.ExtensionContext, { baseUrl }: ApiAddress, log: Log): RateStore {
  return globalStorageUri.scheme === 'file'
    ? createDiskRateStore(
        vscode.Uri.joinPath(globalStorageUri, 'calls', encodeURIComponent(new URL(baseUrl).host)).fsPath,
        (error) => log.error('The rate of this window alone is kept: its calls cannot be written.', error),
      )
    : memoryRateStore();
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
