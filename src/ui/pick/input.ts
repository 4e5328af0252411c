import * as vscode from 'vscode';
import type { StepResult } from '../steps.ts';
import { ask } from './question.ts';

export interface InputOptions<T> {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  readonly buttons?: readonly { readonly button: vscode.QuickInputButton; readonly run: () => void }[];
  /** What the text means, or the sentence that says why it means nothing. May take a while and is then shown as busy. */
  readonly read: (text: string) => Read<T> | Promise<Read<T>>;
  /** Whether to complain while the user types, and not only on Enter. */
  readonly eager?: boolean;
}

export type Read<T> = { readonly value: T } | { readonly problem: string };

/** Asks for a text until it means something. Esc goes back a step. */
export function askText<T>(options: InputOptions<T>): Promise<StepResult<T>> {
  return ask<vscode.InputBox, T>(
    () => vscode.window.createInputBox(),
    (box, { answer, fail }) => {
      box.title = options.title;
      box.prompt = options.prompt;
      box.placeholder = options.placeholder;
      box.value = options.value ?? '';
      box.password = options.password ?? false;
      box.buttons = (options.buttons ?? []).map(({ button }) => button);
      const accept = async () => {
        box.busy = true;
        box.enabled = false;
        const read = await options.read(box.value);
        box.busy = false;
        box.enabled = true;
        if ('problem' in read) {
          box.validationMessage = read.problem;
        } else {
          answer(read.value);
        }
      };
      box.onDidTriggerButton((button) => options.buttons?.find((each) => each.button === button)?.run());
      box.onDidChangeValue(async (text) => {
        const read = options.eager ? await options.read(text) : undefined;
        box.validationMessage = read && 'problem' in read ? read.problem : undefined;
      });
      box.onDidAccept(() => void accept().catch(fail));
    },
  );
}
