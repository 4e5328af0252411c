/** A signal that is aborted by the caller's own signal or when the time is up, whichever comes first. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time was up. */
  readonly expired: boolean;
  /** To be called when the work is done: lets go of the timer and of the caller's signal. */
  end(): void;
}

/** `AbortSignal.timeout` would keep its timer long after the request is over. */
export function startDeadline(ms: number, outer: AbortSignal | undefined): Deadline {
  const abort = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    abort.abort();
  }, ms);
  const forward = () => abort.abort();
  outer?.addEventListener('abort', forward, { once: true });
  if (outer?.aborted) {
    forward();
  }
  return {
    signal: abort.signal,
    get expired() {
      return expired;
    },
    end() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', forward);
    },
  };
}
