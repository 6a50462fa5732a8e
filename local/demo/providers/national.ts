import { SECOND } from '../../../shared/time/units.ts';
import { greylist } from './courtesy.ts';
import { emptiedLater, mailboxes } from './mailboxes.ts';
import { SENDER_IP, type VirtualProvider } from './provider.ts';
import { rateCap } from './rate-cap.ts';
import { deferral, inactiveUser, mailboxFull, noSuchUser } from './refusal.ts';

const PATIENCE = 5 * SECOND;

const graubrief: VirtualProvider = {
  name: 'Graubrief',
  domains: ['graubrief.test'],
  mx: 'mx.graubrief.test',
  hidden: 'greylisting: the first try of a triple gets 451 for 5 s',
  servers: () => [
    {
      name: 'Graubrief',
      mxHosts: ['*.graubrief.test'],
      policies: [
        greylist(PATIENCE, deferral(451, '4.7.1 Recipient address rejected: greylisted for 5 seconds')),
        mailboxes({
          unknown: (to) => noSuchUser(550, `5.1.1 <${to}>: Recipient address rejected: no such user here`),
        }),
      ],
    },
  ],
};

/** The one reader who tidies up: full until so long after the first mail that did not fit. */
export const MADELEINE = 'madeleine@lettrine.test';
const MADELEINE_TIDIES_UP = 60 * SECOND;

const full = (to: string) =>
  mailboxFull(552, `5.2.2 <${to}> : la boîte du destinataire est pleine, quota dépassé`);

const lettrine: VirtualProvider = {
  name: 'Lettrine',
  domains: ['lettrine.test'],
  mx: 'mx.lettrine.test',
  hidden: 'full mailboxes; madeleine@ is emptied after 60 s; French',
  servers: () => [
    {
      name: 'Lettrine',
      mxHosts: ['*.lettrine.test'],
      policies: [
        emptiedLater(MADELEINE, MADELEINE_TIDIES_UP, full),
        mailboxes({
          unknown: (to) => noSuchUser(550, `5.1.1 <${to}> : destinataire inconnu, vérifiez l'adresse`),
          full,
          inactive: () =>
            inactiveUser(550, '5.7.1 Adresse refusée : boîte inactive, non relevée depuis plus de 6 mois'),
        }),
      ],
    },
  ],
};

const SAKURA_CAP = { most: 45, windowMillis: 10 * SECOND };

const sakura: VirtualProvider = {
  name: 'Sakura',
  domains: ['sakura.test'],
  mx: 'mx.sakura.test',
  hidden: '45 in 10 s, else 450; unknown, full mailboxes; Japanese',
  cap: SAKURA_CAP,
  servers: () => [
    {
      name: 'Sakura',
      mxHosts: ['*.sakura.test'],
      policies: [
        rateCap({
          ...SAKURA_CAP,
          excess: deferral(450, `4.7.1 送信数が多すぎます。時間をおいて再送してください (${SENDER_IP})`),
        }),
        mailboxes({
          unknown: (to) => noSuchUser(550, `5.1.1 <${to}> 宛先のメールアドレスが見つかりません`),
          full: (to) => mailboxFull(552, `5.2.2 <${to}> 受信者のメールボックスの容量が超過しています`),
        }),
      ],
    },
  ],
};

/** Providers of one country, in its language. */
export const NATIONAL: readonly VirtualProvider[] = [graubrief, lettrine, sakura];
