import { AsyncLocalStorage } from 'node:async_hooks';

/** Everything that one command asks, question after question. */
interface Conversation {
  isOver: boolean;
  /** Hides the question that it asks right now, or ends what it waits for. */
  hide?: () => void;
}

/** What a question tells of itself. */
export interface Floor {
  /** False where another command has begun to ask since this one began: the question must not be shown. */
  readonly isGiven: boolean;
  /** The question was hidden. True where the question of another command took its place. */
  leave(): boolean;
}

const current = new AsyncLocalStorage<Conversation>();
let speaking: Conversation | undefined;

/**
 * Runs a command as one conversation. VS Code shows one question at a time and hides the one before without saying why;
 * a conversation that took this for Esc would ask its last question again, over the head of the command that the user
 * has turned to, and that answer would go to the wrong target. So the older conversation ends.
 */
export function converse<T>(command: () => T): T {
  return current.run({ isOver: false }, command);
}

/** What hides the question that the conversation of the caller is asking by then, as Esc would. */
export function hushing(): () => void {
  const own = current.getStore();
  return () => own?.hide?.();
}

/** To be called by each question right before it is shown, with what hides it. */
export function takeFloor(hide: () => void): Floor {
  const own = current.getStore() ?? { isOver: false };
  if (!own.isOver && speaking !== undefined && speaking !== own) {
    speaking.isOver = true;
    speaking.hide?.();
  }
  if (!own.isOver) {
    speaking = own;
    own.hide = hide;
  }
  return {
    isGiven: !own.isOver,
    leave: () => {
      delete own.hide;
      if (speaking === own) {
        speaking = undefined;
      }
      return own.isOver;
    },
  };
}
