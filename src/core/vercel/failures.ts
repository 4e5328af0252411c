import * as z from 'zod/mini';
import { given } from '../given.ts';
import type { Failure } from '../model.ts';
import { flag, ifReadable, readJson } from '../schemas.ts';
import { isString } from '../text-parts.ts';
import { wordSet } from '../word-set.ts';

const ErrorBody = z.object({
  code: ifReadable(z.string()),
  message: ifReadable(z.string()),
  saml: ifReadable(flag()),
  invalidToken: ifReadable(flag()),
  missingToken: ifReadable(flag()),
  scope: ifReadable(z.string()),
  teamId: ifReadable(z.string()),
  limit: ifReadable(z.object({ reset: ifReadable(z.number()), resetMs: ifReadable(z.number()) })),
});
type ErrorBody = z.infer<typeof ErrorBody>;

/** Some answers use the key `err`. */
const Answer = z.object({ error: ifReadable(ErrorBody), err: ifReadable(ErrorBody) });

const LONGEST_MESSAGE = 300;

/** Turns an answer that is not 2xx into a failure. `body` is its text, possibly empty, HTML or cut. */
export function failureOf(status: number, body: string, retryAfterMs: number | undefined): Failure {
  const error = errorIn(body);
  const message = (error.message ?? '').slice(0, LONGEST_MESSAGE);
  switch (status) {
    case 400:
      return { code: 'bad-request', status, message };
    case 401:
    case 403:
      return refusedAccess(status, error, message);
    case 402:
      return { code: 'payment', status, message };
    case 404:
      return { code: 'not-found', status, message };
    case 410:
      return { code: 'gone', status, message };
    case 429:
      return { code: 'rate-limited', status, message, ...given({ retryAfterMs }) };
    default:
      return { code: status >= 500 ? 'server' : 'unexpected-answer', status, message };
  }
}

function refusedAccess(status: 401 | 403, error: ErrorBody, message: string): Failure {
  if (error.saml) {
    return { code: 'sso', status, message, ...given({ scope: error.scope, teamId: error.teamId }) };
  }
  if (error.missingToken || error.code === 'missing_token') {
    return { code: 'token-missing', status, message };
  }
  if (status === 401 || error.invalidToken || error.code === 'invalid_token') {
    return { code: 'token-invalid', status, message };
  }
  return { code: 'forbidden', status, message };
}

/** When the body of a 429 says that the window ends, in milliseconds since the epoch. */
export function resetInBody(body: string): number | undefined {
  const limit = errorIn(body).limit;
  return limit?.resetMs ?? (limit?.reset === undefined ? undefined : epochMs(limit.reset));
}

/** Seconds since the epoch, or milliseconds where the number is too large for seconds (above 1e11). */
export function epochMs(time: number): number {
  return time > 1e11 ? time : time * 1000;
}

function errorIn(body: string): ErrorBody {
  const answer = readJson(Answer, body);
  return answer?.error ?? answer?.err ?? {};
}

const CERTIFICATE_CODES =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|CERT_|ERR_TLS_)/;
/** Nothing was sent: there was no connection to send it on. */
const NO_CONNECTION = wordSet('ENOTFOUND EAI_AGAIN ECONNREFUSED EADDRNOTAVAIL');
/** Nothing was sent where they come from connecting; an open connection can end with them too. */
const NO_CONNECTION_WHILE_CONNECTING = wordSet('ENETUNREACH EHOSTUNREACH ENETDOWN');

/**
 * Turns what `fetch` threw into a failure. The truth stands in `cause.code` ("fetch failed" always); only what proves that
 * nothing was sent becomes `offline` or a time-out of connecting, everything else is `lost`: the request may have arrived.
 */
export function failureOfThrown(thrown: unknown): Failure {
  const { code, syscall } = causeOf(thrown);
  if (CERTIFICATE_CODES.test(code)) {
    return { code: 'certificate', cause: code };
  }
  if (NO_CONNECTION.has(code) || (NO_CONNECTION_WHILE_CONNECTING.has(code) && syscall === 'connect')) {
    return { code: 'offline', cause: code };
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && syscall === 'connect')) {
    return { code: 'timeout', phase: 'connect' };
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { code: 'timeout', phase: 'answer' };
  }
  return code === 'UND_ERR_ABORTED' ? { code: 'proxy', cause: code } : { code: 'lost', cause: code || 'unknown' };
}

/** Addresses that were tried one after the other (`AggregateError`) count by the first. */
function causeOf(thrown: unknown): { readonly code: string; readonly syscall: unknown } {
  let at = thrown;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    const inner = 'errors' in at && Array.isArray(at.errors) ? at.errors[0] : undefined;
    if (inner === undefined && 'code' in at && isString(at.code)) {
      return { code: at.code, syscall: 'syscall' in at ? at.syscall : undefined };
    }
    at = inner ?? ('cause' in at ? at.cause : undefined);
  }
  return { code: '', syscall: undefined };
}
