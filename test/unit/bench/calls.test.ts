import { describe, expect, it } from 'vitest';
import { count, type Scenario } from '../../../bench/cost/scenario.ts';

const CALM: Scenario = { name: 'test', kilobytes: 5, receives: 10, bounced: 0, hours: 0 };

/** Enough for full batches: 5 of the throttler, 100 of the sender. */
const MAILS = 1_000;

/** Calls to AWS for each mail, to a thousandth. Runs are in simulated time and from seeds: the same on every machine. */
async function callsPerMail(change: Partial<Scenario> = {}): Promise<Readonly<Record<string, number>>> {
  const { mails, tally } = await count({ ...CALM, ...change }, MAILS);
  const calls = Object.entries(tally.calls());
  return Object.fromEntries(calls.map(([name, made]) => [name, Math.round((made / mails) * 1_000) / 1_000]));
}

/**
 * Another order of the same events moves numbers by a few in a hundred: a batch has one mail more. A call more, even one a
 * batch of ten, moves one by a tenth.
 */
function expectCalls(made: Readonly<Record<string, number>>, meant: Readonly<Record<string, number>>): void {
  expect(Object.keys(made).sort()).toEqual(Object.keys(meant).sort());
  const off = Object.entries(meant).filter(
    ([name, calls]) => Math.abs((made[name] ?? 0) - calls) > 0.01 + calls * 0.05,
  );
  expect(off.map(([name, calls]) => `${name}: ${made[name]}, not ${calls}`)).toEqual([]);
}

/** What every mail costs on its way through two queues, in batches of 200, 100 or 10. */
const ON_ITS_WAY = {
  'SendMessageBatch upstream': 0.1,
  'ReceiveMessage outbound': 0.1,
  'DeleteMessageBatch outbound': 0.1,
  'Invoke outbound': 0.005,
  'BatchGetItem Quarantine': 0.01,
  'BatchGetItem Quota': 0.01,
  'PutItem Quota': 0.005,
  'SendMessageBatch DeliveryQueue': 0.1,
  'ReceiveMessage delivery': 0.1,
  'DeleteMessageBatch delivery': 0.1,
  'Invoke delivery': 0.1,
  'PutItem Delivery': 2,
  SendEmail: 1,
};

/**
 * Costs are what a change adds without anybody seeing it. Where a call is meant, its number here is raised with it, and
 * `npm run bench:cost` says what it costs.
 */
describe('calls to AWS for each mail', () => {
  it('on a calm day are these and no others', async () => {
    // Slots are taken once for all mails of a batch and key: here 8 large keys, and some small ones.
    expectCalls(await callsPerMail(), {
      ...ON_ITS_WAY,
      'UpdateItem Quota': 0.208,
      'PublishBatch OutcomeTopic': 0.1,
    });
  });

  it('of a mail that comes back are these and no others', async () => {
    expectCalls(await callsPerMail({ bounced: 1_000 }), {
      ...ON_ITS_WAY,
      'UpdateItem Quota': 0.209,
      'ReceiveMessage feedback': 0.124,
      'DeleteMessageBatch feedback': 0.124,
      'Invoke feedback': 0.06,
      'GetItem Delivery': 1,
      'GetItem Quarantine': 1,
      'PutItem Quarantine': 1,
      'PutItem Evidence': 1,
      'PublishBatch OutcomeTopic': 0.16,
    });
  });

  it('out of a backlog are these and no others', async () => {
    // A key of 1,000 an hour gets about nine slots at each wake-up; its senders find one or two mails at a time.
    expectCalls(await callsPerMail({ hours: 1 }), {
      ...ON_ITS_WAY,
      'BatchWriteItem Backlog': 0.005,
      'PutObject State': 0.005,
      'ReceiveMessage wakeUp': 0.11,
      'DeleteMessageBatch wakeUp': 0.11,
      'Invoke wakeUp': 0.11,
      'SendMessageBatch WakeUpQueue': 0.11,
      'BatchGetItem Quarantine': 0.139,
      'BatchGetItem Quota': 0.492,
      'UpdateItem Quota': 0.617,
      'PutItem Quota': 0.133,
      'Query Backlog': 0.277,
      'GetObject State': 0.129,
      'UpdateItem Backlog': 0.105,
      'DeleteItem Backlog': 0.02,
      'SendMessageBatch DeliveryQueue': 0.127,
      'ReceiveMessage delivery': 0.744,
      'DeleteMessageBatch delivery': 0.744,
      'Invoke delivery': 0.744,
      'PublishBatch OutcomeTopic': 0.744,
    });
  });
});
