import * as vscode from 'vscode';

/** Asks in a modal dialogue: what each button means, by its words. `undefined` where the user cancels. */
export async function askInModal<T>(
  question: string,
  detail: readonly string[],
  answers: Readonly<Record<string, T>>,
): Promise<T | undefined> {
  const options = { modal: true, detail: detail.join('\n') };
  const button = await vscode.window.showWarningMessage(question, options, ...Object.keys(answers));
  return button === undefined ? undefined : answers[button];
}
