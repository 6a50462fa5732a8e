import { SECOND } from '../../../shared/time/units.ts';
import { isA, mailboxes } from './mailboxes.ts';
import type { VirtualProvider } from './provider.ts';
import { inactiveUser, noSuchUser, unwanted } from './refusal.ts';

const shieldgate: VirtualProvider = {
  name: 'Shieldgate',
  domains: ['acme.test', 'zenith.test'],
  mx: '*.shieldgate.test',
  hidden: 'a host a customer; refuses content (5.7.1); unknown users',
  servers: () => [
    {
      name: 'Shieldgate',
      mxHosts: ['*.shieldgate.test'],
      policies: [
        mailboxes({
          unwanted: () =>
            unwanted(550, "5.7.1 Rejected by the content policy of the recipient's organisation [SG-204]"),
          unknown: (to) =>
            noSuchUser(550, `5.1.10 RecipientNotFound; nobody answers to ${to} in this directory`),
          inactive: () =>
            inactiveUser(550, '5.2.1 MailboxDisabled; the mailbox is switched off and takes no messages'),
        }),
      ],
    },
  ],
};

const duomail: VirtualProvider = {
  name: 'Duomail',
  domains: ['duomail.test'],
  mx: 'mx1.duomail.test',
  hidden: 'mx1 is down, nobody answers; mx2, the backup, takes all',
  servers: () => [
    { name: 'Duomail, mx1', mxHosts: ['mx1.duomail.test'], down: true },
    { name: 'Duomail', mxHosts: ['mx2.duomail.test'] },
  ],
};

const SENT_BACK_AFTER = 6 * SECOND;

const latepost: VirtualProvider = {
  name: 'Latepost',
  domains: ['latepost.test'],
  mx: 'mx.latepost.test',
  hidden: 'takes everything; sends some back 6 s later, as DSN mails',
  answersByMail: true,
  servers: () => [{ name: 'Latepost', mxHosts: ['*.latepost.test'] }],
  returns: (address) => {
    if (!isA('returned', address)) return undefined;
    const { code, text, truth } = noSuchUser(
      550,
      `5.1.1 Sent back: behind the gateway nobody knows ${address}`,
    );
    return { afterMillis: SENT_BACK_AFTER, reply: `${code} ${text}`, truth };
  },
};

const COMPLAINS_AFTER = 4 * SECOND;

const clearbox: VirtualProvider = {
  name: 'Clearbox',
  domains: ['clearbox.test'],
  mx: 'mx.clearbox.test',
  hidden: 'takes everything; one in 50 complains 4 s later, by ARF',
  answersByMail: true,
  servers: () => [{ name: 'Clearbox', mxHosts: ['*.clearbox.test'] }],
  complains: (address) => (isA('complains', address) ? COMPLAINS_AFTER : undefined),
};

export const VILLAGE_COUNT = 40;

/** The last provider: it takes mail for every host that no other has. */
export const villages: VirtualProvider = {
  name: 'Villages',
  domains: Array.from({ length: VILLAGE_COUNT }, (_, at) => `village${at + 1}.test`),
  mx: 'mx.village*.test',
  hidden: '40 small hosts, a counter each; unknown users',
  servers: () => [
    {
      name: 'Villages',
      mxHosts: ['*'],
      policies: [
        mailboxes({
          unknown: (to) =>
            noSuchUser(550, `5.1.1 <${to}>: Recipient address rejected: user unknown in local table`),
        }),
      ],
    },
  ],
};

/** A gateway, and providers with something unusual about them. */
export const ODD: readonly VirtualProvider[] = [shieldgate, duomail, latepost, clearbox];
