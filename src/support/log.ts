import * as vscode from 'vscode';
import type { Redactor } from './redact.ts';
import { withoutHidden } from './visible.ts';

/** The extension's log. Nothing reaches it unredacted, and nothing of what a file or server says can steer a terminal. */
export interface Log extends vscode.Disposable {
  info(text: string): void;
  warn(text: string): void;
  /** With the stack, where there is one. */
  error(text: string, error?: unknown): void;
  show(): void;
}

export function createLog(name: string, redactor: Redactor): Log {
  const channel = vscode.window.createOutputChannel(name, { log: true });
  const clean = (text: string) => withoutHidden(redactor.redact(text), '\n\t');
  return {
    info: (text) => channel.info(clean(text)),
    warn: (text) => channel.warn(clean(text)),
    error: (text, error) => channel.error(clean(error === undefined ? text : `${text}\n${described(error)}`)),
    show: () => channel.show(),
    dispose: () => channel.dispose(),
  };
}

function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
