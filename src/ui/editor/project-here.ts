import * as vscode from 'vscode';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import { fileIdOf } from '../../workspace/uris.ts';

/** The project of the file in the editor. */
export function projectHere(projects: Projects): KnownProject | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && projects.of(fileIdOf(document.uri));
}
