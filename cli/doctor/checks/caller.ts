import { type Check, judged, ok } from '../finding.ts';

export const caller: Check = {
  group: 'AWS',
  name: 'credentials',
  judge: ({ caller: fact }) =>
    judged(fact, ({ account, arn, region }) => ok(`account ${account}, region ${region}, as ${arn}`)),
};
