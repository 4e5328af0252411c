import type { Failure } from '../core/model.ts';

/** A known failure on its way to the one wrapper round every command, which makes the sentence. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}
