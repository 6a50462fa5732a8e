import { type Check, judged, ok } from '../finding.ts';

/** The account's own setting matters to other senders of the account; our sets override it (see configuration-sets.ts). */
export const suppression: Check = {
  group: 'SES',
  name: "account's suppression list",
  judge: ({ account }) =>
    judged(account, ({ suppressedReasons }) =>
      ok(
        suppressedReasons.length === 0
          ? 'off; the configuration sets suppress complaints all the same'
          : `takes ${suppressedReasons.join(' and ')}; the configuration sets go before it: complaints only`,
      ),
    ),
};
