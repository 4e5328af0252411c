import type { NetworkFault } from './simulation.ts';

/** What can go wrong with one request. `processed` says whether the purge was done nevertheless. */
export const FAULTS: readonly ((random: () => number) => NetworkFault)[] = [
  ...[500, 502, 503, 504].map((status) => () => answer(false, status, '{"error":{"code":"internal","message":"?"}}')),
  () => answer(true, 500, ''),
  () => answer(true, 504, '<html>Gateway</html>'),
  () => answer(true, 200, '<html>Log in to the airport</html>', { 'content-type': 'text/html' }),
  () => answer(false, 302, '', { location: 'https://elsewhere.example/' }),
  () => answer(false, 429, ''),
  () => answer(false, 429, '{"error":{"limit":{"remaining":0,"reset":1,"total":5}}}'),
  () => answer(false, 429, '', { 'retry-after': '0' }),
  () => answer(false, 429, '', { 'retry-after': '999999999' }),
  () => answer(false, 429, '', { 'retry-after': 'soon', 'x-ratelimit-reset': '-5' }),
  () => answer(false, 429, '', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '99999999999999' }),
  () => answer(false, 400, '{"err":{"code":"bad_request","message":"no"}}'),
  () => answer(false, 402, '{"error":{"code":"payment_required"}}'),
  () => answer(false, 403, '{"error":{"code":"forbidden","invalidToken":true}}'),
  () => answer(false, 403, '{"error":{"code":"forbidden","saml":true,"scope":"acme","teamId":"team_acme"}}'),
  () => answer(false, 404, '{"error":{"code":"not_found"}}'),
  () => answer(false, 410, '[]'),
  () => answer(false, 418, 'null'),
  () => ({ kind: 'throw', processed: false, code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
  () => ({ kind: 'throw', processed: false, code: 'ECONNREFUSED', syscall: 'connect' }),
  () => ({ kind: 'throw', processed: false, code: 'ETIMEDOUT', syscall: 'connect' }),
  () => ({ kind: 'throw', processed: false, code: 'UND_ERR_CONNECT_TIMEOUT' }),
  () => ({ kind: 'throw', processed: false, code: 'SELF_SIGNED_CERT_IN_CHAIN' }),
  () => ({ kind: 'throw', processed: false, code: 'UND_ERR_ABORTED' }),
  ...['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'].map(
    (code) =>
      (random: () => number): NetworkFault => ({ kind: 'throw', processed: random() < 0.5, code }),
  ),
  ...['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'].map(
    (code) =>
      (random: () => number): NetworkFault => ({ kind: 'throw', processed: random() < 0.5, code, syscall: 'read' }),
  ),
];

function answer(
  processed: boolean,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): NetworkFault {
  return { kind: 'answer', processed, status, body, headers };
}
