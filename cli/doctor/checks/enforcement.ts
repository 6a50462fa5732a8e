import { type Check, fail, judged, ok, warn } from '../finding.ts';

export const enforcement: Check = {
  group: 'SES',
  name: 'enforcement',
  judge: ({ account }) =>
    judged(account, ({ enforcement: status }) => {
      if (status === 'HEALTHY') return ok('healthy');
      if (status === 'PROBATION')
        return warn(
          'the account is under review for bounces or complaints',
          "read SES's mail, answer its case, slow down",
        );
      return fail(`the account's status is ${status}`, "answer SES's case in the AWS support centre");
    }),
};
