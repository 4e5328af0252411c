import * as vscode from 'vscode';
import type { FileId } from '../../core/model.ts';
import type { KnownProject, Projects } from '../../workspace/projects.ts';
import { fileIdOf } from '../../workspace/uris.ts';

/** The file in the editor; empty where there is none. */
export function fileHere(): FileId {
  const document = vscode.window.activeTextEditor?.document;
  return document ? fileIdOf(document.uri) : '';
}

/** The project of the file in the editor. */
export const projectHere = (projects: Projects): KnownProject | undefined => projects.of(fileHere());
