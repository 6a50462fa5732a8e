import { expect, it } from 'vitest';
import { MINUTE } from '../../../shared/time/units.ts';
import { rulesFor } from '../../property/world/rules.ts';
import { AT, bounceOf, createBench, eventOf, SENT, TO } from './support/bench.ts';

const NAME = 'next.json.gz';
const trial = (since = AT) => ({ name: NAME, since, share: 10, rules: rulesFor({}, 'next') });
const delayOf = (diagnosticCode: string) =>
  eventOf('DeliveryDelay', {
    deliveryDelay: {
      delayType: 'General',
      timestamp: new Date(AT + MINUTE).toISOString(),
      delayedRecipients: [{ emailAddress: TO, diagnosticCode }],
    },
  });
const COMPLAINT = eventOf('Complaint', {
  complaint: {
    complainedRecipients: [{ emailAddress: TO }],
    timestamp: new Date(AT + MINUTE).toISOString(),
  },
});
/** RFC 3463: 4.7.1 is policy, which is the sender's; 4.4.2 is a connection that broke. */
const SENDERS = 'smtp; 421 4.7.1 too fast';
const NETWORKS = 'smtp; 421 4.4.2 connection dropped';

/** A bench whose mail went by the candidate's rules, or by others. */
async function bench(ruleSet: string, since?: number) {
  const { echo } = SENT;
  const made = createBench({ echo: { ...echo, ruleSet } });
  made.play.trial = trial(since);
  await made.trials.begin(NAME, AT);
  return made;
}

it.each([
  ['a bounce that the sender is to blame for', bounceOf(SENDERS), 1],
  ['a bounce that the network is to blame for', bounceOf(NETWORKS), 1],
  ['a delay', delayOf(SENDERS), 1],
  ['a full mailbox', bounceOf('smtp; 552 5.2.2 mailbox full'), 0],
  ['an unknown user', bounceOf('smtp; 550 5.1.1 User unknown'), 0],
  ['a complaint', COMPLAINT, 0],
])('while a release is tried, %s counts by whose rules the mail went', async (_, event, bad) => {
  const tried = await bench('next');
  expect(await tried.run(event)).toEqual([]);
  expect(await tried.trials.counts(NAME)).toMatchObject({ triedBad: bad, othersBad: 0 });
  const other = await bench('now');
  expect(await other.run(event)).toEqual([]);
  expect(await other.trials.counts(NAME)).toMatchObject({ triedBad: 0, othersBad: bad });
});

it('mail from before the trial counts nowhere', async () => {
  const { run, trials } = await bench('now', AT + 1);
  await run(bounceOf(SENDERS));
  expect(await trials.counts(NAME)).toMatchObject({ triedBad: 0, othersBad: 0 });
});

it('without a trial nothing is counted', async () => {
  const { run, play, trials, events } = await bench('now');
  play.trial = undefined;
  await run(bounceOf(SENDERS));
  expect(events).toHaveLength(1);
  expect(await trials.counts(NAME)).toMatchObject({ othersBad: 0 });
});

it('what comes back is counted when it is told, not before', async () => {
  const { run, play, trials } = await bench('next');
  play.mute = true;
  expect(await run(bounceOf(SENDERS))).toEqual([0]);
  expect(await trials.counts(NAME)).toMatchObject({ triedBad: 0 });
  play.mute = false;
  expect(await run(bounceOf(SENDERS))).toEqual([]);
  expect(await trials.counts(NAME)).toMatchObject({ triedBad: 1 });
});

it('feedback does not suffer where counting fails', async () => {
  const { run, events, logged, trials } = await bench('next');
  Object.assign(trials, { add: () => Promise.reject(new Error('throttled')) });
  expect(await run(bounceOf(SENDERS))).toEqual([]);
  expect(events).toHaveLength(1);
  expect(logged.join()).toContain('trial not counted');
});
