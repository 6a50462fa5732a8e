import { describe, expect, it } from 'vitest';
import type { SendResult } from '../../../shared/ports/mailer.ts';
import { MINUTE } from '../../../shared/time/units.ts';
import { type Crash, journey } from './support/journey.ts';
import { ACCEPTED, createSender, ID, messageOf, NOW, type Sender } from './support/sender.ts';

interface Story {
  readonly name: string;
  /** What SES answers, then ACCEPTED. `unknown` has left. */
  readonly answers: readonly SendResult[];
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly expiresInMillis?: number;
  readonly meanwhile?: (sender: Sender) => Promise<void>;
}

const UNKNOWN: SendResult = { kind: 'unknown', text: 'time-out' };
const HOLD: SendResult = { kind: 'hold', scope: { kind: 'account' }, code: 'c', text: 't' };
const order = (verb: 'pause' | 'cancel') => async (sender: Sender) =>
  sender.control.putOrder({ verb, scope: { kind: 'all' }, at: NOW, by: 'op' });
const pauseThenCancel = async (sender: Sender) => {
  await order('pause')(sender);
  await order('cancel')(sender);
};

const STORIES: readonly Story[] = [
  { name: 'a mail that SES takes', answers: [ACCEPTED] },
  { name: 'a mail that SES refuses', answers: [{ kind: 'refused', text: 'no' }] },
  { name: 'a mail that cannot be built', answers: [{ kind: 'invalid', text: 'no' }] },
  { name: 'a mail that SES slows down', answers: [{ kind: 'slowDown', text: 'rate' }] },
  { name: 'a mail that SES holds', answers: [HOLD] },
  { name: 'a mail in doubt', answers: [UNKNOWN] },
  { name: 'a transactional mail in doubt', answers: [UNKNOWN], fields: { stream: 'transactional' } },
  { name: 'a mail that expires meanwhile', answers: [ACCEPTED], expiresInMillis: MINUTE },
  {
    name: 'a transactional mail that expires',
    answers: [UNKNOWN],
    fields: { stream: 'transactional' },
    expiresInMillis: MINUTE,
  },
  // Its message comes back to the sender in time, but late for its slot, and would expire with the throttler.
  {
    name: 'a mail that outlives its slot, not its return',
    answers: [ACCEPTED],
    expiresInMillis: 3.5 * MINUTE,
  },
  { name: 'a mail that is cancelled meanwhile', answers: [ACCEPTED], meanwhile: order('cancel') },
  { name: 'a mail that is paused, then cancelled', answers: [ACCEPTED], meanwhile: pauseThenCancel },
];

function begin({ answers, fields, expiresInMillis }: Story) {
  const sender = createSender();
  const left: SendResult[] = [...answers];
  const accepted = { count: 0 };
  sender.play.send = async () => {
    const result = left.shift() ?? ACCEPTED;
    if (result.kind === 'accepted' || result.kind === 'unknown') accepted.count += 1;
    return result;
  };
  const message = messageOf(
    fields,
    expiresInMillis === undefined ? {} : { expiresAt: NOW + expiresInMillis },
  );
  return { sender, accepted, message };
}

async function audit(story: Story, crash: Crash | undefined) {
  const { sender, accepted, message } = begin(story);
  const calls = await journey(sender, message, crash, () => story.meanwhile?.(sender) ?? Promise.resolve());
  const where = JSON.stringify(crash ?? 'no crash');
  expect(new Set(sender.kinds()).size, `${where}: one ending, and it is told`).toBe(1);
  expect(new Set(sender.events.map(({ eventId }) => eventId)).size, where).toBe(1);
  expect(sender.records.get(ID)?.state, `${where}: nothing is left undecided`).toMatch(/sent|ended/);
  const inDoubt = sender.counted.includes('Doubts');
  if (!inDoubt) expect(accepted.count, `${where}: handed over once`).toBeLessThanOrEqual(1);
  // What is sent again after a doubt may still end otherwise, its first try unknown.
  if (accepted.count > 0 && !sender.counted.includes('Resent'))
    expect(sender.kinds()[0], where).toMatch(/handedOver|inDoubt/);
  if (sender.kinds()[0] === 'handedOver') expect(accepted.count, where).toBeGreaterThan(0);
  if (sender.kinds()[0] === 'inDoubt') expect(sender.doubts.has(ID), `${where}: a row for people`).toBe(true);
  return calls;
}

describe.each(STORIES)('$name', (story) => {
  it('ends once and is told of it, wherever its first sender crashes', async () => {
    const calls = await audit(story, undefined);
    expect(calls).toBeGreaterThan(3);
    for (let call = 1; call <= calls; call += 1)
      for (const after of [false, true]) await audit(story, { call, after });
  });
});
