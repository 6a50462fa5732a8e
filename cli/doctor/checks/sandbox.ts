import { type Check, judged, ok, warn } from '../finding.ts';

export const sandbox: Check = {
  group: 'SES',
  name: 'production access',
  judge: ({ account }) =>
    judged(account, ({ production }) =>
      production
        ? ok('granted')
        : warn(
            'the account is in the sandbox: mail to the simulator and to verified addresses only',
            'aws sesv2 put-account-details --production-access-enabled --mail-type MARKETING --website-url https://YOUR.SITE',
          ),
    ),
};
