import { SECOND } from '../../../shared/time/units.ts';
import { firstTryDeferred, messageCap } from './courtesy.ts';
import { isA, mailboxes } from './mailboxes.ts';
import { SENDER_IP, type VirtualProvider } from './provider.ts';
import { rateCap } from './rate-cap.ts';
import { block, deferral, inactiveUser, mailboxFull, noSuchUser } from './refusal.ts';

const NORTHMAIL_CAP = { most: 140, windowMillis: 10 * SECOND };

const northmail: VirtualProvider = {
  name: 'Northmail',
  domains: ['northmail.test', 'nordpost.test'],
  mx: 'mx1.northmail.test',
  hidden: '140 in 10 s, else 421; at 280: 550 for 8 s; unknown, full',
  cap: NORTHMAIL_CAP,
  servers: () => [
    {
      name: 'Northmail',
      mxHosts: ['mx1.northmail.test', 'mx2.northmail.test'],
      policies: [
        rateCap({
          ...NORTHMAIL_CAP,
          excess: deferral(
            421,
            `4.7.28 Mail from ${SENDER_IP} comes in faster than we take it. Try again later`,
          ),
          abuse: {
            from: 280,
            forMillis: 8 * SECOND,
            refusal: block(
              550,
              `5.7.1 Unusual rate of bulk mail from ${SENDER_IP}; to protect our users it is blocked`,
            ),
          },
        }),
        mailboxes({
          unknown: (to) =>
            noSuchUser(550, `5.1.1 The account <${to}> does not exist here. Check it for typos`),
          full: () => mailboxFull(552, "5.2.2 The recipient's inbox is out of storage space. northmail-gw"),
        }),
      ],
    },
  ],
};

const VELAMAIL_CAP = { most: 105, windowMillis: 10 * SECOND };

const velamail: VirtualProvider = {
  name: 'Velamail',
  domains: ['velamail.test'],
  mx: 'in.velamail.test',
  hidden: '105 in 10 s, else 421 [TS01]; at 180: 553; blames senders',
  cap: VELAMAIL_CAP,
  servers: () => {
    const complaints = `4.7.0 [TS01] Messages from ${SENDER_IP} temporarily deferred due to user complaints`;
    return [
      {
        name: 'Velamail',
        mxHosts: ['*.velamail.test'],
        policies: [
          rateCap({
            ...VELAMAIL_CAP,
            excess: deferral(421, complaints),
            abuse: {
              from: 180,
              forMillis: 6 * SECOND,
              refusal: block(
                553,
                `5.7.1 [BL23] Connections from ${SENDER_IP} are not taken for now, see /postmaster`,
              ),
            },
          }),
          // Not 421: a client that reuses the closed connection may try again unseen, and nobody hears of the delay.
          firstTryDeferred((to) => isA('blamed', to), deferral(451, complaints)),
          mailboxes({
            unknown: (to) =>
              noSuchUser(554, `delivery error: this user doesn't have a velamail.test account (${to}) [-7]`),
            inactive: () =>
              inactiveUser(554, '5.2.1 delivery error: this mailbox is disabled after long inactivity [-3]'),
          }),
        ],
      },
    ];
  },
};

const MOST_ON_ONE_CONNECTION = 15;

const orbit: VirtualProvider = {
  name: 'Orbit',
  domains: ['orbit.test'],
  mx: 'mx.orbit.test',
  hidden: '15 messages a connection, else 421; inactive; German',
  messagesPerConnection: MOST_ON_ONE_CONNECTION,
  servers: () => [
    {
      name: 'Orbit',
      mxHosts: ['*.orbit.test'],
      policies: [
        messageCap(
          MOST_ON_ONE_CONNECTION,
          deferral(421, '4.7.0 Zu viele Nachrichten in dieser Verbindung, bitte neu verbinden'),
        ),
        mailboxes({
          unknown: (to) => noSuchUser(550, `5.1.1 <${to}>: Empfänger unbekannt`),
          inactive: (to) =>
            inactiveUser(550, `5.2.1 <${to}>: Postfach gesperrt, seit über 6 Monaten nicht mehr abgerufen`),
        }),
      ],
    },
  ],
};

/** Large providers with many mailboxes. */
export const FREE_MAIL: readonly VirtualProvider[] = [northmail, velamail, orbit];
