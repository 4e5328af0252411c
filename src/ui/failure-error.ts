import type { NamedTeam } from '../account/account.ts';
import type { Failure } from '../core/model.ts';

/** A known failure on its way to the one wrapper round every command, which makes the sentence. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;
  /** Whose answer it was, where a team was asked. */
  readonly team: NamedTeam | undefined;

  constructor(failure: Failure, team?: NamedTeam) {
    super(failure.code);
    this.failure = failure;
    this.team = team;
  }
}
