import * as z from 'zod';
import { badRequest, notFound, type SesError } from './errors.ts';
import type { EventMail, SesConfigurationSet } from './events.ts';
import { jsonOf } from './json.ts';

export type SuppressionReason = 'BOUNCE' | 'COMPLAINT';

interface Entry {
  readonly EmailAddress: string;
  readonly Reason: SuppressionReason;
  /** Seconds since the epoch, as the SES v2 protocol writes times. */
  readonly LastUpdateTime: number;
}

/** The account's suppression list; addresses are compared in lower case. */
export interface SuppressionList {
  reasonOf(address: string): SuppressionReason | undefined;
  add(address: string, reason: SuppressionReason): void;
  /** Answers one call to `/v2/email/suppression/addresses[/address]`: the JSON answer, or a refusal. */
  call(method: string, address: string | undefined, query: URLSearchParams, body: string): object | SesError;
}

/** The reasons that a mail's configuration set suppresses; both without one, as accounts do since 2019 (SES developer guide). */
export const reasonsOf = (
  sets: Readonly<Record<string, SesConfigurationSet>>,
  { configurationSet }: EventMail,
): readonly SuppressionReason[] => sets[configurationSet ?? '']?.suppressedReasons ?? ['BOUNCE', 'COMPLAINT'];

const entrySchema = z.object({ EmailAddress: z.string().min(1), Reason: z.enum(['BOUNCE', 'COMPLAINT']) });
const DEFAULT_PAGE = 1_000;

export function createSuppressionList(now: () => number): SuppressionList {
  const entries = new Map<string, Entry>();

  const add = (EmailAddress: string, Reason: SuppressionReason) => {
    entries.set(EmailAddress.toLowerCase(), { EmailAddress, Reason, LastUpdateTime: now() / 1_000 });
  };
  const put = (body: string) => {
    const parsed = entrySchema.safeParse(jsonOf(body));
    if (!parsed.success) return badRequest('EmailAddress and a Reason of BOUNCE or COMPLAINT are required.');
    const { EmailAddress, Reason } = parsed.data;
    add(EmailAddress, Reason);
    return {};
  };
  const list = (query: URLSearchParams) => {
    const reasons = query.getAll('Reason');
    const start = Number(query.get('NextToken') ?? 0);
    const end = start + Number(query.get('PageSize') ?? DEFAULT_PAGE);
    const all = [...entries.values()].filter(
      ({ Reason }) => reasons.length === 0 || reasons.includes(Reason),
    );
    return {
      SuppressedDestinationSummaries: all.slice(start, end),
      ...(end < all.length ? { NextToken: String(end) } : {}),
    };
  };
  const one = (method: string, address: string) => {
    const entry = entries.get(address.toLowerCase());
    if (!entry) return notFound(`Email address ${address} does not exist on your suppression list.`);
    if (method === 'GET') return { SuppressedDestination: entry };
    entries.delete(address.toLowerCase());
    return {};
  };
  return {
    reasonOf: (address) => entries.get(address.toLowerCase())?.Reason,
    add,
    call: (method, address, query, body) => {
      if (method === 'PUT') return put(body);
      return address === undefined ? list(query) : one(method, address);
    },
  };
}
