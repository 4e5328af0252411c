import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { Account } from '../account/account.ts';
import type { ApiAddress } from '../account/api-address.ts';
import { Owning } from '../support/owning.ts';
import type { Finding } from '../workspace/finding.ts';
import type { KnownProject, Projects } from '../workspace/projects.ts';
import { projectHere } from './editor/project-here.ts';
import { lastEnvironment } from './pick/environment.ts';
import type { ProgressPlace } from './purge/progress.ts';
import { inLine, label, markdown } from './text.ts';
import { restrictedSentence } from './trust.ts';
import { credentialLabel } from './words/accounts.ts';
import { environmentWord } from './words/environments.ts';
import { listed } from './words/plans.ts';
import { besideName, projectName, sourcePhrase, teamName } from './words/projects.ts';

export interface StatusParts {
  readonly finding: Finding;
  readonly projects: Projects;
  readonly account: Account;
  readonly memory: vscode.Memento;
  readonly address: ApiAddress;
}

/** What the item tells of, looked up anew whenever some of it may have changed. */
interface Situation {
  readonly projects: readonly KnownProject[];
  /** Who is signed in. */
  readonly accounts: readonly string[];
}

const MOST_PROJECTS = 10;

/**
 * Project, team and environment at a glance: those of the file in the editor, else of the window; while a purge runs, its
 * state. Hidden where nothing is linked and nothing found.
 */
export class StatusItem extends Owning implements ProgressPlace {
  readonly #item: vscode.StatusBarItem;
  readonly #parts: StatusParts;
  #situation: Situation = { projects: [], accounts: [] };
  #progress: string | undefined;

  constructor(parts: StatusParts) {
    super();
    this.#parts = parts;
    this.#item = this.own(vscode.window.createStatusBarItem('vercelCache.status', vscode.StatusBarAlignment.Left, 0));
    this.#item.name = l10n.t('Vercel Cache');
    const { finding, projects, account } = parts;
    for (const event of [finding.onDidChangeState, projects.onDidChange, account.onDidChange]) {
      this.own(event(() => void this.#look()));
    }
    this.own(finding.onDidChange(() => this.#draw()));
    this.own(vscode.window.onDidChangeActiveTextEditor(() => this.#draw()));
  }

  show(text: string | undefined): void {
    const ended = this.#progress !== undefined && text === undefined;
    this.#progress = text;
    this.#draw();
    if (ended) {
      // The environment that was chosen last is another one now, perhaps.
      void this.#look();
    }
  }

  async #look(): Promise<void> {
    const { finding, projects, account } = this.#parts;
    // Before the first scan nobody has asked for anything: no file and no keyring is read for this alone.
    if (finding.state === 'idle') {
      return;
    }
    this.#situation = {
      projects: await projects.ofWindow(finding.index.files()),
      accounts: (await account.credentials().catch(() => [])).map(credentialLabel),
    };
    this.#draw();
  }

  #draw(): void {
    const item = this.#item;
    const { finding, address } = this.#parts;
    if (this.#progress !== undefined) {
      item.text = `$(sync~spin) ${label(this.#progress)}`;
      item.tooltip = l10n.t('Click to cancel');
      item.command = 'vercelCache.cancelPurge';
      item.accessibilityInformation = { label: l10n.t('{0} Activate to cancel.', this.#progress), role: 'button' };
      item.show();
      return;
    }
    if (finding.index.counts().entries === 0 && this.#situation.projects.length === 0) {
      item.hide();
      return;
    }
    const where = `${this.#where()}${address.changed ? ` (${address.baseUrl})` : ''}`;
    item.text = `$(tag) ${label(where)}`;
    item.tooltip = this.#tooltip();
    item.command = 'vercelCache.chooseProject';
    item.accessibilityInformation = {
      label: l10n.t('Vercel Cache: {0}. Activate to choose a project.', where),
      role: 'button',
    };
    item.show();
  }

  /** `storefront · Acme · Production` */
  #where(): string {
    const { projects } = this.#situation;
    const here = projectHere(this.#parts.projects);
    const project = here ?? projects[0];
    if (!project) {
      return l10n.t('No Vercel project');
    }
    if (projects.length > 1 && !here) {
      return l10n.t('{0} projects', projects.length);
    }
    return inLine([projectName(project), teamName(project), ...this.#environment()]);
  }

  /** The one that was chosen last in this workspace. */
  #environment(): string[] {
    const last = lastEnvironment(this.#parts.memory);
    return last === undefined ? [] : [environmentWord(last === 'all' ? undefined : last)];
  }

  #tooltip(): vscode.MarkdownString {
    const { address } = this.#parts;
    const { projects, accounts } = this.#situation;
    const links = new Map([
      ['vercelCache.chooseProject', l10n.t('Choose Project…')],
      ['vercelCache.signIn', l10n.t('Set Access Token…')],
      ...(accounts.length > 0 ? [['vercelCache.signOut', l10n.t('Remove Access Token')] as const] : []),
      ['vercelCache.showHistory', l10n.t('Show History')],
      ['vercelCache.showLog', l10n.t('Show Log')],
    ]);
    const lines = [
      ...listed(
        projects.map((project) =>
          l10n.t(
            'Project {0} of {1}, from {2}',
            `**${markdown(projectName(project))}**`,
            markdown(besideName(project)),
            markdown(sourcePhrase(project)),
          ),
        ),
        MOST_PROJECTS,
      ),
      ...this.#environment().map((word) => l10n.t('Last environment: {0}', word)),
      accounts.length > 0
        ? l10n.t('Signed in as {0}', accounts.map((each) => markdown(each)).join(', '))
        : l10n.t('Not signed in'),
      ...(vscode.workspace.isTrusted ? [] : [restrictedSentence()]),
      ...(address.changed ? [l10n.t('Calls go to {0}, not to Vercel', markdown(address.baseUrl))] : []),
      inLine([...links].map(([command, words]) => `[${words}](command:${command})`)),
    ];
    const tooltip = new vscode.MarkdownString(lines.join('\n\n'));
    tooltip.isTrusted = { enabledCommands: [...links.keys()] };
    return tooltip;
  }
}
