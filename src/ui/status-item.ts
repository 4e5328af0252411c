import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ApiAddress } from '../account/api-address.ts';
import { Lifetimes } from '../support/lifetimes.ts';
import type { Finding } from '../workspace/finding.ts';
import type { KnownProject, Projects } from '../workspace/projects.ts';
import { lastEnvironment } from './pick/environment.ts';
import type { ProgressPlace } from './purge/progress.ts';
import { label, markdown } from './text.ts';
import { environmentWord } from './words/environments.ts';
import { projectName, sourcePhrase, teamName } from './words/projects.ts';

/** Project and environment at a glance; while a purge runs, its state. Hidden where nothing is found or linked. */
export class StatusItem implements vscode.Disposable, ProgressPlace {
  readonly #lifetimes = new Lifetimes();
  readonly #item: vscode.StatusBarItem;
  readonly #finding: Finding;
  readonly #projects: Projects;
  readonly #memory: vscode.Memento;
  readonly #address: ApiAddress;
  #progress: string | undefined;

  constructor(finding: Finding, projects: Projects, memory: vscode.Memento, address: ApiAddress) {
    this.#finding = finding;
    this.#projects = projects;
    this.#memory = memory;
    this.#address = address;
    this.#item = this.#lifetimes.add(
      vscode.window.createStatusBarItem('vercelCache.status', vscode.StatusBarAlignment.Left, 0),
    );
    this.#item.name = l10n.t('Vercel Cache');
    for (const event of [finding.onDidChangeState, finding.onDidChange, projects.onDidChange]) {
      this.#lifetimes.add(event(() => this.#draw()));
    }
    this.#lifetimes.add(vscode.window.onDidChangeActiveTextEditor(() => this.#draw()));
  }

  show(text: string | undefined): void {
    this.#progress = text;
    this.#draw();
  }

  dispose(): void {
    this.#lifetimes.dispose();
  }

  #draw(): void {
    const item = this.#item;
    if (this.#progress !== undefined) {
      item.text = `$(sync~spin) ${label(this.#progress)}`;
      item.tooltip = l10n.t('Click to cancel');
      item.command = 'vercelCache.cancelPurge';
      item.accessibilityInformation = { label: l10n.t('{0} Activate to cancel.', this.#progress), role: 'button' };
      item.show();
      return;
    }
    if (this.#finding.index.counts().entries === 0) {
      item.hide();
      return;
    }
    const projects = this.#projects.distinct(this.#finding.index.files());
    const [project] = projects;
    const where = projects.length > 1 ? l10n.t('{0} projects', projects.length) : project && projectName(project);
    const elsewhere = this.#address.changed ? ` (${this.#address.baseUrl})` : '';
    item.text = `$(tag) ${label(where ?? l10n.t('No Vercel project'))}${label(elsewhere)}`;
    item.tooltip = this.#tooltip(projects);
    item.command = 'vercelCache.chooseProject';
    item.accessibilityInformation = {
      label: l10n.t('Vercel Cache: {0}. Activate to choose a project.', where ?? l10n.t('No Vercel project')),
      role: 'button',
    };
    item.show();
  }

  #tooltip(projects: readonly KnownProject[]): vscode.MarkdownString {
    const environment = lastEnvironment(this.#memory);
    const lines = [
      ...projects
        .slice(0, 10)
        .map((project) =>
          l10n.t(
            'Project {0} of {1}, from {2}',
            `**${markdown(projectName(project))}**`,
            markdown(teamName(project)),
            markdown(sourcePhrase(project)),
          ),
        ),
      ...(environment
        ? [l10n.t('Last environment: {0}', environmentWord(environment === 'all' ? undefined : environment))]
        : []),
      ...(this.#address.changed ? [l10n.t('Calls go to {0}, not to Vercel', markdown(this.#address.baseUrl))] : []),
      `[${l10n.t('Choose Project')}](command:vercelCache.chooseProject) · [${l10n.t('Set Access Token')}](command:vercelCache.signIn) · [${l10n.t('Show History')}](command:vercelCache.showHistory)`,
    ];
    const tooltip = new vscode.MarkdownString(lines.join('\n\n'));
    tooltip.isTrusted = {
      enabledCommands: ['vercelCache.chooseProject', 'vercelCache.signIn', 'vercelCache.showHistory'],
    };
    return tooltip;
  }
}
