import { SECOND } from '../../../shared/time/units.ts';
import { jsonAnswer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

interface Batch {
  readonly Entries: readonly { readonly Id: string }[];
}

const SHARE = 0.6;

export const sqsPartlyFailing: Scenario = {
  name: 'sqs-partly-failing',
  what: '60 % of the entries of SendMessageBatch fail, for 12 s',
  why: 'Failed entries are tried twice more; a mail whose entry still fails keeps its message, which comes back.',
  lasts: 12 * SECOND,
  begin:
    ({ random, inject }) =>
    async ({ operation, body }, forward) => {
      if (operation !== 'SendMessageBatch') return forward();
      const batch = JSON.parse(body.toString()) as Batch;
      const passing = batch.Entries.filter(() => random() >= SHARE);
      const Failed = batch.Entries.filter((entry) => !passing.includes(entry)).map(({ Id }) => {
        inject();
        return { Id, SenderFault: false, Code: 'InternalError', Message: 'injected' };
      });
      if (Failed.length === 0) return forward();
      if (passing.length === 0)
        return jsonAnswer(
          { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body },
          { Successful: [], Failed },
        );
      const answer = await forward(Buffer.from(JSON.stringify({ ...batch, Entries: passing })));
      return jsonAnswer(answer, { ...JSON.parse(answer.body.toString()), Failed });
    },
};
