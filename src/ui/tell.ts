import { commands, env, Uri, window } from 'vscode';

/** Says what needs no answer. */
export function tell(sentence: string): void {
  void window.showInformationMessage(sentence);
}

/** Opens a page in the browser. */
export async function openPage(address: string): Promise<void> {
  await env.openExternal(Uri.parse(address, true));
}

/** Says something, with the button of what helps; true where the user wants that. */
export async function offer(sentence: string, help: string, show = window.showInformationMessage): Promise<boolean> {
  return (await show(sentence, help)) !== undefined;
}

/** The same for what a command helps with, which is then run. */
export async function offerCommand(
  sentence: string,
  help: string,
  [command, ...given]: readonly [string, ...unknown[]],
  show = window.showInformationMessage,
): Promise<void> {
  if (await offer(sentence, help, show)) {
    await commands.executeCommand(command, ...given);
  }
}
