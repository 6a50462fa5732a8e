import type { ProviderPolicy } from '../../servers/provider-policy.ts';
import type { DemoRefusal } from './refusal.ts';

/** At most so many connections of a sender at the same time. */
export const connectionCap = (most: number, refusal: DemoRefusal): ProviderPolicy => ({
  connect: ({ openConnections }) => (openConnections > most ? refusal : undefined),
});

/** At most so many messages on one connection. */
export const messageCap = (most: number, refusal: DemoRefusal): ProviderPolicy => ({
  rcpt: (_to, { messages }) => (messages >= most ? refusal : undefined),
});

/** Puts off the first try of each address that `applies` names, whatever the pace. */
export function firstTryDeferred(
  applies: (address: string) => boolean,
  refusal: DemoRefusal,
): ProviderPolicy {
  const seen = new Set<string>();
  return {
    rcpt: (to) => {
      if (!applies(to) || seen.has(to)) return undefined;
      seen.add(to);
      return refusal;
    },
  };
}

/** Greylisting: a sender, client and recipient never seen together must come back after a while. */
export function greylist(
  afterMillis: number,
  refusal: DemoRefusal,
  now: () => number = Date.now,
): ProviderPolicy {
  const firstSeen = new Map<string, number>();
  const senders = new Map<string, string>();
  return {
    mail: (from, { id }) => {
      senders.set(id, from);
      return undefined;
    },
    rcpt: (to, { id, remoteAddress }) => {
      const triple = [remoteAddress, senders.get(id), to].join('\n');
      const since = firstSeen.get(triple) ?? now();
      firstSeen.set(triple, since);
      return now() - since < afterMillis ? refusal : undefined;
    },
    disconnect: ({ id }) => {
      senders.delete(id);
    },
  };
}
