import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Paced, runPaced } from '../../../local/demo/acts/paced.ts';
import { createLeakWatch } from '../../../local/demo/audit/leaks.ts';
import { type SampleMail, sampleWaves, type Wave } from '../../../local/demo/campaign.ts';
import { startDemoEngine } from '../../../local/demo/demo-engine.ts';
import { readerOf } from '../../../local/demo/providers/mailboxes.ts';
import type { Engine } from '../../../local/engine.ts';
import type { ProviderLogEntry } from '../../../local/servers/provider-log.ts';
import { SECOND } from '../../../shared/time/units.ts';
import { type Story, storiesOf } from './support/upstream.ts';

/** One reader of each kind, and some in good standing. */
const READERS = [1, 2, 8, 13, 19, 22, 27, 34, 45];
/** A copy may meet its original while that is handed over, and then waits for minutes: the test does without. */
const isChosen = ({ id, to }: SampleMail, at: number, mails: readonly SampleMail[]): boolean => {
  const reader = readerOf(to);
  const isCopy = mails.findIndex((other) => other.id === id) < at;
  return !isCopy && (reader === undefined || READERS.includes(reader));
};

/** The sample campaign, small: every provider, every kind of mailbox, and the reminder to those who bounced meanwhile. */
const [newsletter, reminder] = sampleWaves().map(
  (wave, at): Wave => ({ ...wave, atMillis: at * 12 * SECOND, mails: wave.mails.filter(isChosen) }),
);
const WAVES = [newsletter, reminder].filter((wave) => wave !== undefined);

let folder: string;
let engine: Engine;
let paced: Paced;
let stories: ReadonlyMap<string, Story>;
const leaks = createLeakWatch();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mxp-test-'));
  vi.stubEnv('MXP_ENGINE_FILE', join(folder, 'engine.json'));
  engine = await startDemoEngine(leaks.read);
  const silent = { draw: () => {}, say: () => {}, note: () => {} };
  paced = await runPaced(engine, { waves: WAVES, scripted: false, mostMillis: 90 * SECOND, screen: silent });
  stories = storiesOf(paced.events);
}, 180_000);

afterAll(async () => {
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

/** What providers did with the mails of one address, in order of time. */
const logOf = (address: string): readonly ProviderLogEntry[] =>
  engine.providers
    .flatMap((provider) => provider.log())
    .filter(({ recipients }) => recipients.includes(address))
    .sort((one, other) => one.at - other.at);

const replyOf = ({ refusal }: ProviderLogEntry): readonly string[] =>
  refusal ? [`${refusal.code} ${refusal.text}`] : [];

const storiesTo = (address: string): readonly Story[] =>
  paced.mails.filter(({ to }) => to === address).flatMap(({ id }) => stories.get(id) ?? []);

const count = <T>(list: readonly T[], is: (one: T) => boolean): number => list.filter(is).length;

const ADDRESSES = [...new Set(WAVES.flatMap(({ mails }) => mails).map(({ to }) => to))];

describe('upstream, from events alone', () => {
  it('knows one disposition of every mail, but of those that wait for a domain nobody can look up', () => {
    const open = paced.mails.filter(({ id }) => stories.get(id)?.dispositions.length !== 1);
    expect(open.map(({ to }) => to.split('@')[1])).toEqual(open.map(() => 'servfail.test'));
    expect(paced.waiting).toBe(open.length);
  });

  it('knows of every address what its provider took and what it sent back, as the provider’s log has it', () => {
    for (const address of ADDRESSES) {
      const told = storiesTo(address);
      const log = logOf(address);
      const refused = log.filter(({ refusal }) => refusal && refusal.code >= 500).flatMap(replyOf);
      const atOnce = told.filter(({ bounced, delivered }) => bounced !== undefined && !delivered);
      const subject = `${address}: ${JSON.stringify(told)}`;
      expect(
        count(told, ({ delivered }) => delivered),
        subject,
      ).toBe(count(log, ({ refusal }) => !refusal));
      expect(
        atOnce.map(({ bounced }) => bounced),
        subject,
      ).toEqual(refused);
    }
  });

  it('knows whose mail was put off, and in which words', () => {
    const putOff = ADDRESSES.filter((address) =>
      logOf(address).some(({ refusal }) => refusal && refusal.code < 500),
    );
    expect(putOff.some((address) => address.endsWith('@graubrief.test'))).toBe(true);
    for (const address of putOff) {
      const words = logOf(address).flatMap(replyOf);
      const delays = storiesTo(address).flatMap((story) => story.delays);
      expect(delays.length, address).toBeGreaterThan(0);
      for (const delay of delays) expect(words).toContain(delay);
    }
  });

  it('sees the bounce that follows a delivery, and the complaint that follows another', () => {
    expect(storiesTo('reader45@latepost.test')[0]).toMatchObject({
      dispositions: ['handedOver'],
      delivered: true,
      bouncedAfterDelivery: true,
    });
    expect(storiesTo('reader22@clearbox.test')[0]).toMatchObject({ delivered: true, complained: true });
  });

  it('sees the reminder suppressed where the newsletter bounced for good or led to a complaint', () => {
    for (const address of ['reader13@northmail.test', 'reader13@lettrine.test', 'reader13@sakura.test']) {
      expect(storiesTo(address)[1]?.dispositions, address).toEqual(['suppressed']);
      expect(logOf(address), address).toHaveLength(1);
    }
    expect(storiesTo('reader22@clearbox.test')[1]?.delivered).toBe(false);
  });

  it('hears of dead domains, of mail that came too late and of messages that are none', () => {
    const endings = (address: string) => storiesTo(address).flatMap(({ dispositions }) => dispositions);
    expect(endings('reader1@gone.invalid')).toEqual(['undeliverable']);
    expect(endings('reader1@nullmx.test')).toEqual(['undeliverable']);
    expect(endings('late0@northmail.test')).toEqual(['expired']);
    expect(endings('copied@northmail.test')).toEqual(['invalid']);
  });
});

it('names no recipient in any line that a function prints', () => {
  leaks.expect(ADDRESSES);
  expect(leaks.lines).toBeGreaterThan(50);
  expect(leaks.leaks).toEqual([]);
});
