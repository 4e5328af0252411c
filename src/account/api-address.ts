import { wordSet } from '../core/word-set.ts';

/** Where the API is, and why it is not where the environment says. */
export interface ApiAddress {
  /** Origin without a trailing slash. */
  readonly baseUrl: string;
  /** Something other than Vercel itself. */
  readonly changed: boolean;
  /** The environment named an address that must not be used. */
  readonly rejected?: string;
}

const VERCEL = 'https://api.vercel.com';
const LOOPBACK = wordSet('localhost 127.0.0.1 [::1]');

/**
 * The API's address: a constant, unless the variable `VERCEL_CACHE_API_URL` of the extension host's environment names
 * another origin: https, or http on loopback. No file of a workspace can set it.
 */
export function apiAddress(fromEnvironment: string | undefined): ApiAddress {
  if (!fromEnvironment) {
    return { baseUrl: VERCEL, changed: false };
  }
  const url = URL.canParse(fromEnvironment) ? new URL(fromEnvironment) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!url || !allowed || url.username !== '' || url.password !== '') {
    return { baseUrl: VERCEL, changed: false, rejected: fromEnvironment };
  }
  return { baseUrl: url.origin, changed: url.origin !== VERCEL };
}

/**
 * The time in which an endpoint takes five calls, in milliseconds, as the variable `VERCEL_CACHE_API_WINDOW_MS` of the
 * extension host's environment shortens it for tests: only for an emulator on this machine, never for Vercel.
 */
export function rateWindow({ baseUrl }: ApiAddress, fromEnvironment: string | undefined): number | undefined {
  const isEmulator = LOOPBACK.has(new URL(baseUrl).hostname);
  return isEmulator && /^[1-9]\d{0,4}$/.test(fromEnvironment ?? '') ? Number(fromEnvironment) : undefined;
}
