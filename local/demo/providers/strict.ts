import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { connectionCap } from './courtesy.ts';
import { mailboxes } from './mailboxes.ts';
import { SENDER_IP, type VirtualProvider } from './provider.ts';
import { rateCap } from './rate-cap.ts';
import { block, deferral, noSuchUser } from './refusal.ts';

const SLOWPOST_CAP = { most: 95, windowMillis: MINUTE };
const SLOWPOST_TAKES = 200;

const slowpost: VirtualProvider = {
  name: 'Slowpost',
  domains: ['slowpost.test'],
  mx: 'mx.slowpost.test',
  hidden: '95 a minute, else 451; takes 200 ms over every message',
  cap: SLOWPOST_CAP,
  servers: () => [
    {
      name: 'Slowpost',
      mxHosts: ['*.slowpost.test'],
      latencyMillis: SLOWPOST_TAKES,
      policies: [
        rateCap({
          ...SLOWPOST_CAP,
          excess: deferral(
            451,
            '4.3.2 slowpost: the quota of your host for this minute is used up, retry later',
          ),
        }),
      ],
    },
  ],
};

const MOST_CONNECTIONS = 4;
const KABELPOST_TAKES = 400;

const kabelpost: VirtualProvider = {
  name: 'Kabelpost',
  domains: ['kabelpost.test'],
  mx: 'mx.kabelpost.test',
  hidden: '4 connections at once, else 421; takes 400 ms a message',
  connections: MOST_CONNECTIONS,
  servers: () => [
    {
      name: 'Kabelpost',
      mxHosts: ['*.kabelpost.test'],
      latencyMillis: KABELPOST_TAKES,
      policies: [
        connectionCap(
          MOST_CONNECTIONS,
          deferral(421, `4.3.2 mx.kabelpost.test: too many connections from ${SENDER_IP}, close some first`),
        ),
        mailboxes({ unknown: (to) => noSuchUser(550, `No such person at this address: ${to}`) }),
      ],
    },
  ],
};

const BASTION_CAP = { most: 35, windowMillis: 10 * SECOND };

const bastion: VirtualProvider = {
  name: 'Bastion',
  domains: ['bastion.test'],
  mx: 'mx.bastion.test',
  hidden: '35 in 10 s, then 554: shut out for 12 s, no warning',
  cap: BASTION_CAP,
  servers: () => {
    const shut = block(
      554,
      `5.7.1 ${SENDER_IP} is listed in our local blocklist for sending in bursts. Go away`,
    );
    return [
      {
        name: 'Bastion',
        mxHosts: ['*.bastion.test'],
        policies: [
          rateCap({
            ...BASTION_CAP,
            excess: shut,
            abuse: { from: BASTION_CAP.most, forMillis: 12 * SECOND, refusal: shut },
          }),
        ],
      },
    ];
  },
};

/** Providers that count, and mean it. */
export const STRICT: readonly VirtualProvider[] = [slowpost, kabelpost, bastion];
