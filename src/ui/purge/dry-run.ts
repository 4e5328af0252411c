import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { asRequest } from '../../core/purge/export.ts';
import type { PurgePlan } from '../../core/purge/plan.ts';
import type { KnownProject } from '../../workspace/projects.ts';
import { describe } from './confirm.ts';

/** Opens what a purge would send as a text: everything about it first, then each request. Nothing is sent. */
export async function showCalls(plan: PurgePlan, project: KnownProject, baseUrl: string): Promise<void> {
  const content = [
    l10n.t('Dry run: nothing was sent.'),
    describe(plan, project),
    ...plan.calls.map((call) => asRequest(call, baseUrl)),
  ].join('\n\n');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content, language: 'plaintext' }));
}
