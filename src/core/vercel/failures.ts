import * as z from 'zod/mini';
import type { Failure } from '../model.ts';

const ErrorBody = z.looseObject({
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  saml: z.optional(z.boolean()),
  invalidToken: z.optional(z.boolean()),
  missingToken: z.optional(z.boolean()),
  scope: z.optional(z.string()),
  teamId: z.optional(z.nullable(z.string())),
  limit: z.optional(z.looseObject({ reset: z.optional(z.number()), resetMs: z.optional(z.number()) })),
});
type ErrorBody = z.infer<typeof ErrorBody>;

/** Some answers use the key `err`. */
const Answer = z.looseObject({ error: z.optional(ErrorBody), err: z.optional(ErrorBody) });

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
      return { code: 'rate-limited', status, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
    default:
      return { code: status >= 500 ? 'server' : 'unexpected-answer', status, message };
  }
}

function refusedAccess(status: 401 | 403, error: ErrorBody, message: string): Failure {
  if (error.saml) {
    const scope = error.scope === undefined ? {} : { scope: error.scope };
    const teamId = typeof error.teamId === 'string' ? { teamId: error.teamId } : {};
    return { code: 'sso', status, message, ...scope, ...teamId };
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
  try {
    const answer = Answer.safeParse(JSON.parse(body));
    return (answer.success && (answer.data.error ?? answer.data.err)) || {};
  } catch {
    return {};
  }
}

const CERTIFICATE_CODES =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|CERT_|ERR_TLS_)/;
const NEVER_SENT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'ENETDOWN',
]);

/**
 * Turns what `fetch` threw into a failure. The truth stands in `cause.code` ("fetch failed" always); only codes that
 * prove that nothing was sent become `offline`, everything else is `lost`: the request may have arrived.
 */
export function failureOfThrown(thrown: unknown): Failure {
  const code = causeCode(thrown);
  if (CERTIFICATE_CODES.test(code)) {
    return { code: 'certificate', cause: code };
  }
  if (NEVER_SENT.has(code)) {
    return { code: 'offline', cause: code };
  }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return { code: 'timeout', phase: 'connect' };
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { code: 'timeout', phase: 'answer' };
  }
  return code === 'UND_ERR_ABORTED' ? { code: 'proxy', cause: code } : { code: 'lost', cause: code || 'unknown' };
}

function causeCode(thrown: unknown): string {
  let at = thrown;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth++) {
    if ('code' in at && typeof at.code === 'string') {
      return at.code;
    }
    const inner = 'errors' in at && Array.isArray(at.errors) ? at.errors[0] : undefined;
    at = inner ?? ('cause' in at ? at.cause : undefined);
  }
  return '';
}
