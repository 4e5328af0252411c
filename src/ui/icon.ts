import * as vscode from 'vscode';

/** One of VS Code's own icons. */
export const icon = (name: string): vscode.ThemeIcon => new vscode.ThemeIcon(name);
