import type * as vscode from 'vscode';
import { takeFloor } from '../conversation.ts';
import type { StepResult } from '../steps.ts';

/** How a question ends, other than by Esc. */
export interface Ends<T> {
  readonly answer: (answer: T) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Shows a question of VS Code's and waits for its end. Esc goes back a step; a question that another command took the
 * place of is cancelled.
 */
export function ask<Q extends vscode.QuickInput, T>(
  create: () => Q,
  setUp: (question: Q, ends: Ends<T>) => void,
): Promise<StepResult<T>> {
  const floor = takeFloor(() => question.hide());
  if (!floor.isGiven) {
    return Promise.resolve('cancel');
  }
  const question = create();
  question.ignoreFocusOut = true;
  return new Promise((resolve, reject) => {
    let result: StepResult<T> = 'back';
    setUp(question, {
      answer: (answer) => {
        result = { answer };
        question.hide();
      },
      fail: (error) => {
        reject(error);
        question.hide();
      },
    });
    question.onDidHide(() => {
      question.dispose();
      resolve(floor.leave() ? 'cancel' : result);
    });
    question.show();
  });
}
