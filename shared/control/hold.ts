import type { EpochMillis } from '../time/units.ts';

/** What SES refuses as a whole: the account, or a thing that a mail uses. */
export type HoldScope =
  | { readonly kind: 'account' }
  | { readonly kind: 'identity' | 'configurationSet' | 'template'; readonly name: string };

/** Mail that uses `scope` waits; from `probeAt` on, one mail may try. */
export interface Hold {
  readonly scope: HoldScope;
  /** SES's error code. */
  readonly code: string;
  readonly text: string;
  readonly since: EpochMillis;
  readonly probeAt: EpochMillis;
}

export const holdName = (scope: HoldScope): string =>
  scope.kind === 'account' ? 'account' : `${scope.kind}#${scope.name}`;
