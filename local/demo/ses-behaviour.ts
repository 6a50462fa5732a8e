import { SECOND } from '../../shared/time/units.ts';
import type { SesOptions } from '../servers/ses.ts';
import { answersByMail, complaintOf, returnOf } from './providers/catalogue.ts';

/** What the account may do a second: enough that the limits of the MX are what paces. */
export const ACCOUNT_RATE = 200;

/** The account, the same in both acts. */
export const SES_LIMITS: SesOptions['limits'] = { maxSendRate: ACCOUNT_RATE, max24HourSend: 100_000 };

/** How SES sends, the same in both acts: it tries again soon, for a minute here stands for an hour. */
export const SES_BEHAVIOUR = {
  retryAfterMillis: [3 * SECOND, 6 * SECOND, 10 * SECOND],
  smtp: { maxConnections: 10, maxMessages: 20 },
  returns: returnOf,
  complains: complaintOf,
  answersByMail,
} satisfies Partial<SesOptions>;
