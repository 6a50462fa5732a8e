import { type ParsedMail, type ParsePools, parseMail } from '../../../../shared/message/parse.ts';

export const POOLS: ParsePools = { known: new Set(['shared', 'dedicated']), default: 'shared' };

const LEAST = {
  v: 1,
  id: 'order-4711',
  to: 'jane.doe@example.com',
  from: 'news@shop.example',
  content: { simple: { subject: 'Hi', text: 'Hello' } },
};

/** The body of a good message, but for `changes`; a field changed to undefined is left out. */
export const bodyWith = (changes: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ ...LEAST, ...changes });

export const parseWith = (changes?: Readonly<Record<string, unknown>>): ParsedMail =>
  parseMail(bodyWith(changes), POOLS);

/** The reason of a refusal, or 'accepted'. */
export function reasonWith(changes: Readonly<Record<string, unknown>>): string {
  const parsed = parseWith(changes);
  return parsed.ok ? 'accepted' : parsed.reason;
}
