import * as vscode from 'vscode';

const SECTION = 'vercelCache';

/** The settings' names below `vercelCache`; their defaults and scopes stand in package.json alone. */
export type SettingName = 'purge.alwaysConfirm' | 'purge.defaultEnvironment' | 'editor.hover' | 'scan.exclude';

/** Reads a setting where its JSON type fits; the manifest's default stands in otherwise. */
export function setting<T extends boolean | string | readonly unknown[]>(
  name: SettingName,
  fallback: T,
  resource?: vscode.Uri,
): T {
  const value = vscode.workspace.getConfiguration(SECTION, resource).get<unknown>(name);
  return typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback) ? (value as T) : fallback;
}

/** Names of a map from name to true, as `files.exclude` is one, that are switched on. */
export function enabledNames(section: string, resource?: vscode.Uri): string[] {
  const value = vscode.workspace.getConfiguration(undefined, resource).get<unknown>(section);
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, on]) => (on === true ? [name] : []))
    : [];
}

export function onSettingsChange(sections: readonly string[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (sections.some((section) => event.affectsConfiguration(section))) {
      listener();
    }
  });
}
