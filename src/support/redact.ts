/** Takes secrets out of text that is about to be written somewhere. */
export interface Redactor {
  /** Remembers a secret for as long as the window lives. */
  hide(secret: string): void;
  redact(text: string): string;
}

const REDACTED = '[redacted]';
/** Shorter ones would blank ordinary words. */
const SHORTEST_SECRET = 8;
const BEARER = /\b(bearer\s+)[\w.~+/=-]+/gi;

export function createRedactor(): Redactor {
  const secrets = new Set<string>();
  return {
    hide(secret) {
      if (secret.length >= SHORTEST_SECRET) {
        secrets.add(secret);
      }
    },
    redact(text) {
      let result = text;
      for (const secret of secrets) {
        result = result.replaceAll(secret, REDACTED).replaceAll(encodeURIComponent(secret), REDACTED);
      }
      return result.replace(BEARER, `$1${REDACTED}`);
    },
  };
}
