import type { Failure } from './verdict.ts';

/** What SES does after a failed try: bounces at once, tries again, or gives up when the mail's time is over. */
export type NextStep =
  | { readonly kind: 'bounce' }
  | { readonly kind: 'retry' | 'expire'; readonly afterMillis: number };

export interface FailedTry {
  readonly failure: Failure;
  /** Tries before this one. */
  readonly attempt: number;
  readonly at: number;
  /** acceptedAt + MaxDeliverySeconds. */
  readonly expiresAt: number;
}

/** `retryAfterMillis`: waits before each further try, the last one repeated. */
export function afterFailure(tried: FailedTry, retryAfterMillis: readonly number[]): NextStep {
  if (tried.failure.permanent) return { kind: 'bounce' };
  const left = Math.max(0, tried.expiresAt - tried.at);
  const wait = retryAfterMillis[Math.min(tried.attempt, retryAfterMillis.length - 1)] ?? left;
  return wait < left ? { kind: 'retry', afterMillis: wait } : { kind: 'expire', afterMillis: left };
}
