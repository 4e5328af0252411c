import type { Failure, PurgeMode } from '../model.ts';

/** What a failure of a call says of the call itself, and of those that come after it. */

type Code = Failure['code'];
const codes = (...all: readonly Code[]): ReadonlySet<Code> => new Set(all);

const MAY_HAVE_ARRIVED = codes('lost', 'server', 'aborted');
const PASSING = codes('rate-limited', 'offline', 'timeout', 'lost', 'server');
const ANSWERED_NO = codes('bad-request', 'payment', 'not-found', 'gone', 'forbidden', 'sso', 'unexpected-answer');
const OF_TOKEN = codes('token-missing', 'token-invalid', 'sso');
const OF_PROJECT = codes('not-found', 'forbidden');
const OF_ALL = codes('aborted', 'token-unreadable', 'gone', 'certificate', 'proxy', 'offline');

/** Whether the request may have done its work although no good answer came. */
export const mayHaveArrived = (failure: Failure): boolean =>
  MAY_HAVE_ARRIVED.has(failure.code) ||
  (failure.code === 'timeout' && failure.phase === 'answer') ||
  (failure.code === 'unexpected-answer' && failure.status < 400);

/** Whether the same call may be sent again by itself: a delete only where nothing was done. */
export const mayRepeat = (mode: PurgeMode, failure: Failure): boolean =>
  PASSING.has(failure.code) && (mode === 'invalidate' || !mayHaveArrived(failure));

/** Whether Vercel itself said no to these very targets, and would again. */
export const answeredNo = ({ code }: Failure): boolean => ANSWERED_NO.has(code);

/** Whether another token, or a log-in, is what helps. */
export const isTokenProblem = ({ code }: Failure): boolean => OF_TOKEN.has(code);

/** Whether another project may be what helps. */
export const isOfProject = ({ code }: Failure): boolean => OF_PROJECT.has(code);

/** After these no later call of the same plan can fare better. */
export const endsTheQueue = (failure: Failure): boolean =>
  isTokenProblem(failure) || isOfProject(failure) || OF_ALL.has(failure.code);
