import { ThemeIcon } from 'vscode';

/** One of VS Code's own icons. */
export const icon = (name: string): ThemeIcon => new ThemeIcon(name);
