import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { Provider } from '../../servers/provider.ts';
import type { SampleMail } from '../campaign.ts';
import { DEAD_DOMAINS, returnOf } from '../providers/catalogue.ts';
import { isDemoRefusal, type Truth } from '../providers/refusal.ts';

/** What the providers meant: by their very words, and by mail for domains that have no words. */
export interface Truths {
  ofEvent(event: OutcomeEvent): Truth | undefined;
}

const NO_DOMAIN: Truth = { type: 'soft', reason: 'invalidDomain' };

const isDead = ({ to }: SampleMail): boolean =>
  Object.keys(DEAD_DOMAINS).some((domain) => to.endsWith(`@${domain}`));

/** Collected from the providers' logs, and from what the mails' addresses make them send back. */
export function truthsOf(providers: readonly Pick<Provider, 'log'>[], mails: readonly SampleMail[]): Truths {
  const byReply = new Map<string, Truth>();
  for (const { refusal } of providers.flatMap((provider) => provider.log()))
    if (isDemoRefusal(refusal)) byReply.set(`${refusal.code} ${refusal.text}`, refusal.truth);
  for (const { to } of mails) {
    const returned = returnOf(to);
    if (returned) byReply.set(returned.reply, returned.truth);
  }
  const dead = new Set(mails.filter(isDead).map(({ id }) => id));
  return {
    ofEvent: ({ id, kind, reply }) => {
      if (kind === 'undeliverable') return dead.has(id) ? NO_DOMAIN : undefined;
      return reply === undefined ? undefined : byReply.get(reply);
    },
  };
}
