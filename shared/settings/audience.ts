import { SIMULATOR_DOMAIN } from '../message/simulator.ts';
import type { Ending } from '../outcome/event.ts';
import type { EpochMillis } from '../time/units.ts';
import type { Settings } from './settings.ts';

/** What decides whom a deployment mails. */
export type Audience = Pick<Settings, 'production' | 'allowedDomains'>;

/**
 * Whether a deployment may mail a domain (A-labels in lower case, as readDomain gives it). A domain stands for itself
 * alone: what is below it may belong to others.
 */
export const mayMail = ({ production, allowedDomains }: Audience, domain: string): boolean =>
  production || domain === SIMULATOR_DOMAIN || allowedDomains.includes(domain);

/** Whom a deployment mails, for people. */
export function audienceText({ production, allowedDomains }: Audience): string {
  if (production) return 'everyone';
  const named = allowedDomains.length > 0 ? `${allowedDomains.join(', ')} and ` : '';
  return `${named}SES's simulator alone`;
}

/**
 * How a mail ends that a deployment not marked production may not send; undefined where it may. The message is in order
 * and its address is not to blame, so it is `suppressed`: not `invalid`, which would fill the rejected queue.
 */
export function barredEnding(
  audience: Audience,
  to: { readonly domain: string },
  at: EpochMillis,
): Ending | undefined {
  if (mayMail(audience, to.domain)) return undefined;
  const detail = `not marked production: mails ${audienceText(audience)}`;
  return { kind: 'suppressed', at, by: 'notProduction', detail };
}
