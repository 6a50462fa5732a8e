import type { ProviderPolicy } from '../../servers/provider-policy.ts';
import type { DemoRefusal } from './refusal.ts';

/** Mailboxes are `reader<n>@…`; what one of them is goes by the last of fifty, so that a share is a share everywhere. */
export const ONE_OF = 50;

/** The places of fifty: 4 % unknown, 2 % full, 2 % inactive, 4 % refuse the mail, 8 % send it back where mail is sent back … */
export const PLACES = {
  unknown: [13, 37],
  full: [27],
  inactive: [34],
  unwanted: [19, 41],
  blamed: [8],
  returned: [45, 5, 15, 30],
  complains: [22],
} as const satisfies Record<string, readonly number[]>;
export type MailboxKind = keyof typeof PLACES;

/** The number of a reader; undefined for any other local part. */
export function readerOf(address: string): number | undefined {
  const digits = /^reader(\d+)@/.exec(address)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether the address is a mailbox of that kind, at providers that have such. */
export function isA(kind: MailboxKind, address: string): boolean {
  const reader = readerOf(address);
  return reader !== undefined && (PLACES[kind] as readonly number[]).includes(reader % ONE_OF);
}

type Wording = (address: string) => DemoRefusal;

/** Refuses the mailboxes of these kinds, each in the provider's own words. */
export const mailboxes = (wordings: Readonly<Partial<Record<MailboxKind, Wording>>>): ProviderPolicy => ({
  rcpt: (to) => {
    for (const [kind, wording] of Object.entries(wordings))
      if (isA(kind as MailboxKind, to)) return wording(to);
    return undefined;
  },
});

/** One mailbox that is full until its owner tidies up, `afterMillis` after the first mail that did not fit. */
export function emptiedLater(
  address: string,
  afterMillis: number,
  wording: Wording,
  now: () => number = Date.now,
): ProviderPolicy {
  let fullUntil: number | undefined;
  return {
    rcpt: (to) => {
      if (to !== address) return undefined;
      fullUntil ??= now() + afterMillis;
      return now() < fullUntil ? wording(to) : undefined;
    },
  };
}
