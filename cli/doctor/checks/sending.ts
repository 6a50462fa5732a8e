import { type Check, fail, judged, ok } from '../finding.ts';

export const sending: Check = {
  group: 'SES',
  name: 'sending',
  judge: ({ account }) =>
    judged(account, ({ sendingEnabled }) =>
      sendingEnabled
        ? ok('enabled')
        : fail('paused for the whole account', 'aws sesv2 put-account-sending-attributes --sending-enabled'),
    ),
};
