import { PutSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mxp } from './child.ts';
import { type DeskEngine, startDeskEngine } from './desk-engine.ts';

/** One engine for the file; its tests build on each other, as an operator's day does. */
let desk: DeskEngine;

beforeAll(async () => {
  desk = await startDeskEngine();
});

afterAll(() => desk?.stop());

/** Nobody lives there: the fourteenth of fifty readers of every provider. */
const NOBODY = 'reader13@northmail.test';
const ADA = 'ada@northmail.test';

const json = async (...args: readonly string[]) => {
  const { code, out, err } = await mxp([...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};

const send = (id: string, to: string) =>
  json('send', '--id', id, '--to', to, '--from', 'news@example.com', '--subject', 'Hello', '--text', 'Hi');

const ends = (id: string, kind: string) =>
  vi.waitFor(
    () => {
      const kinds = [...desk.outcomes.events.values()]
        .filter((event) => event.id === id)
        .map((event) => event.kind);
      expect(kinds).toContain(kind);
    },
    { timeout: 20_000, interval: 100 },
  );

const onSesList = async (EmailAddress: string, Reason: 'BOUNCE' | 'COMPLAINT') => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SESv2Client({ endpoint: desk.engine.endpoints.ses, region: 'eu-west-1', credentials });
  await client.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason }));
  client.destroy();
};

describe('the quarantine of a running engine', () => {
  it('takes the known-bad addresses of another system, from standard input and from SES', async () => {
    const imported = await mxp(
      ['quarantine', 'import', '-'],
      `email,reason\n${ADA},userUnknown\njane.doe,\n`,
    );
    expect(imported).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /^1 address of standard input: 1 new\.\n1 line refused:\n {2}line 3: j\*\*\*/,
      ),
    });
    await onSesList('bob@northmail.test', 'COMPLAINT');
    expect(await json('quarantine', 'import', '--from-ses')).toMatchObject({ rows: 1, added: 1 });
    const { addresses } = await json('quarantine', 'list', '--denylist');
    expect(addresses).toMatchObject([{ address: 'bob@northmail.test', list: 'denylist' }]);
  });

  it('keeps mail from them, says why, and lets it go after a release', async () => {
    await send('to-ada-1', ADA);
    await ends('to-ada-1', 'suppressed');
    const why = await mxp(['explain', ADA]);
    expect(why).toMatchObject({ code: 0, out: expect.stringContaining('ends as suppressed: in quarantine') });
    expect(await json('explain', 'to-ada-1')).toMatchObject({
      state: 'ended',
      ending: { kind: 'suppressed', by: 'quarantine' },
      address: { address: ADA, standing: { quarantine: { reason: 'userUnknown' } } },
    });
    expect(await json('quarantine', 'release', ADA, '--why', 'asked')).toMatchObject({ released: 1 });
    await send('to-ada-2', ADA);
    await ends('to-ada-2', 'delivered');
    const { out } = await mxp(['explain', 'to-ada-2']);
    expect(out).toMatch(/^MX +mx1\.northmail\.test\nrule +northmail of rule set/m);
    expect(out).toMatch(/^handed over /m);
  });

  it('counts what bounces, and tells the mail’s story', async () => {
    await send('to-nobody', NOBODY);
    await ends('to-nobody', 'bounced');
    const mail = await json('explain', 'to-nobody');
    expect(mail).toMatchObject({
      state: 'sent',
      echo: { rule: 'northmail', mx: 'mx1.northmail.test' },
      evidence: [
        { kind: 'bounced', type: 'hard', reason: 'userUnknown', quarantine: { step: 'quarantined' } },
      ],
      address: { address: NOBODY },
    });
    const { entries, evidence } = await json('quarantine', 'show', NOBODY);
    expect(entries).toMatchObject([{ kind: 'error', mail: 'to-nobody' }]);
    expect(evidence).toMatchObject([{ mailId: 'to-nobody', reply: expect.stringMatching(/^550 5\.1\.1/) }]);
  });

  it('releases an outage’s addresses by the words of their reply, after it has shown whom that means', async () => {
    const filter = ['quarantine', 'release', '--text', 'DOES NOT EXIST', '--domain', 'northmail.test'];
    expect(await json(...filter)).toMatchObject({ dryRun: true, wouldRelease: 1 });
    expect(await json(...filter, '--yes')).toMatchObject({ released: 1 });
    expect(await json('quarantine', 'list')).toMatchObject({
      addresses: [{ address: 'bob@northmail.test' }],
    });
  });

  it('releases a complaint only when that is said, at SES too', async () => {
    expect(await mxp(['quarantine', 'release', 'bob@northmail.test'])).toMatchObject({ code: 1 });
    const released = await json('quarantine', 'release', 'bob@northmail.test', '--complaint');
    expect(released).toMatchObject({ released: 1, liftedAtSes: 1 });
    const { out } = await mxp(['quarantine', 'export']);
    expect(out).toBe('address,list,reason,since,until\r\n');
  });

  it('forgets an address, and keeps what suppresses it', async () => {
    await json('quarantine', 'add', ADA, '--reason', 'inactiveUser');
    expect(await json('forget', ADA)).toMatchObject({ wasKnown: true });
    const { addresses } = await json('quarantine', 'list');
    expect(addresses).toEqual([expect.not.objectContaining({ address: expect.anything() })]);
    await send('to-ada-3', ADA);
    await ends('to-ada-3', 'suppressed');
  });
});

it('a level is changed, and rules and status show it', async () => {
  expect(await json('level', 'set', 'shared', 'slow')).toMatchObject({ before: 'normal' });
  expect((await json('rules', 'list')).pool).toMatchObject({ level: 'slow' });
  expect((await json('status')).levels).toEqual([{ pool: 'shared', level: 'slow', deployed: 'normal' }]);
});

it('what nobody knows is explained all the same, with exit code 1', async () => {
  const unknown = await mxp(['explain', 'never-sent']);
  expect(unknown).toMatchObject({ code: 1, out: expect.stringContaining('no row knows it') });
  const nowhere = await mxp(['explain', 'nullmx.test']);
  expect(nowhere).toMatchObject({ code: 0, out: expect.stringContaining('ends as undeliverable') });
});
