import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQuarantineStore } from '../../shared/aws/quarantine-store.ts';
import { createMemoryQuarantineStore } from '../../shared/memory/quarantine-store.ts';
import type { Random } from '../../shared/ports/clock.ts';
import type { AddressRecord, QuarantineStore } from '../../shared/ports/quarantine-store.ts';
import type { AddressKey } from '../../shared/quarantine/address-key.ts';
import { changeRecord, RecordContendedError } from '../../shared/quarantine/change-record.ts';
import type { Entry } from '../../shared/quarantine/entry.ts';
import { merged } from '../../shared/quarantine/merge.ts';
import type { QuarantinePolicy } from '../../shared/quarantine/policy.ts';
import { KEEP, type Keep } from '../../shared/quarantine/prune.ts';
import { suppressionOf } from '../../shared/quarantine/standing.ts';
import { standingOf } from '../../shared/quarantine/standing-of.ts';
import { type LocalDynamoDb, startDynamoDb } from '../contract/local-dynamodb.ts';
import { orderlyHistory, policies, wildHistory } from './quarantine/histories.ts';
import { oracle } from './quarantine/oracle.ts';
import { seeded } from './world/random.ts';

let dynamodb: LocalDynamoDb;
beforeAll(async () => {
  dynamodb = await startDynamoDb();
});
afterAll(() => dynamodb.stop());

/** Few enough that histories of fifty entries are pruned all the time. */
const LITTLE: Keep = { ...KEEP, entries: 12, waiting: 1_000 };

let keys = 0;
const freshKey = (): AddressKey => {
  keys += 1;
  return `key-${keys}` as AddressKey;
};

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const drawn = items.map((item) => ({ item, lot: random() }));
  return drawn.sort((a, b) => a.lot - b.lot).map(({ item }) => item);
}

/** Every entry at least once, some twice, in any order. */
const scattered = (entries: readonly Entry[], random: Random): readonly Entry[] =>
  shuffled([...entries, ...entries.filter(() => random() < 0.3)], random);

interface Writing {
  readonly key: AddressKey;
  readonly policy: QuarantinePolicy;
  readonly keep: Keep;
}

async function write(
  quarantine: QuarantineStore,
  { key, policy, keep }: Writing,
  entries: readonly Entry[],
): Promise<void> {
  const ports = { quarantine, clock: { now: () => 0, sleep: () => setImmediate() }, random: () => 0 };
  const subject = { key, address: 'ada@example.test' };
  await changeRecord(ports, key, (record) => merged(record, subject, entries, policy, keep));
}

/** What one writer makes of it, entry by entry, in order of time. */
async function inOneGo(writing: Writing, entries: readonly Entry[]): Promise<AddressRecord | undefined> {
  const store = createMemoryQuarantineStore();
  const sorted = [...entries].sort((a, b) => a.at - b.at);
  for (const entry of sorted) await write(store, writing, [entry]);
  return store.get(writing.key);
}

class AnswerLost extends Error {}

/** Answers of writes get lost: the row is written, and the writer hears of a failure. */
const losing = (store: QuarantineStore, random: Random, seen: Seen): QuarantineStore => ({
  ...store,
  swap: async (version, next) => {
    const swapped = await store.swap(version, next);
    if (!swapped) seen.contended += 1;
    if (random() < 0.1) throw new AnswerLost();
    return swapped;
  },
});

interface Seen {
  contended: number;
  quarantined: number;
  denied: number;
  counting: number;
  pruned: number;
}
const nothingSeen = (): Seen => ({ contended: 0, quarantined: 0, denied: 0, counting: 0, pruned: 0 });

/** One of several that work at the same time, a few entries at once; it tries again what failed, as a queue would. */
async function work(store: QuarantineStore, writing: Writing, entries: readonly Entry[], random: Random) {
  let left = entries;
  while (left.length > 0) {
    const batch = left.slice(0, 1 + Math.floor(random() * 3));
    const done = await write(store, writing, batch).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AnswerLost || error instanceof RecordContendedError) return false;
        throw error;
      },
    );
    if (done) left = left.slice(batch.length);
  }
}

async function atOnce(store: QuarantineStore, writing: Writing, entries: readonly Entry[], random: Random) {
  const writers = 1 + Math.floor(random() * 4);
  const shares = Array.from({ length: writers }, (_, writer) =>
    entries.filter((_entry, place) => place % writers === writer),
  );
  await Promise.all(shares.map((share) => work(store, writing, share, random)));
}

const contentOf = (record: AddressRecord | undefined) => {
  const { version: _version, ...content } = record ?? {};
  return content;
};

function note(seen: Seen, record: AddressRecord | undefined): void {
  if (record?.standing.quarantine) seen.quarantined += 1;
  if (record?.standing.denylist) seen.denied += 1;
  if (Object.keys(record?.standing.counts ?? {}).length > 0) seen.counting += 1;
  if (record?.base) seen.pruned += 1;
}

const blocksOf = (entries: readonly Entry[], size: number) =>
  Array.from({ length: Math.ceil(entries.length / size) }, (_, at) =>
    entries.slice(at * size, (at + 1) * size),
  );

describe('whatever the order, the copies and the writers at once', () => {
  it('an address’s record in DynamoDB is the one of a single writer in order of time', async () => {
    const seen = nothingSeen();
    const property = fc.asyncProperty(wildHistory, policies, fc.nat(), async (entries, policy, seed) => {
      const random = seeded(seed);
      const writing = { key: freshKey(), policy, keep: { ...KEEP, age: Infinity } };
      const table = createQuarantineStore(dynamodb.client, 'Quarantine');
      await atOnce(losing(table, random, seen), writing, scattered(entries, random), random);
      const record = await table.get(writing.key);
      expect(contentOf(record)).toEqual(contentOf(await inOneGo(writing, entries)));
      expect(record?.standing).toEqual(standingOf(entries, policy));
      note(seen, record);
    });
    await fc.assert(property, { seed: 3, numRuns: 60 });
    expect(Math.min(seen.contended, seen.quarantined, seen.denied, seen.counting)).toBeGreaterThan(4);
  });

  it('the same holds while old entries are pruned, if none comes later than they', async () => {
    const seen = nothingSeen();
    const property = fc.asyncProperty(orderlyHistory, policies, fc.nat(), async (entries, policy, seed) => {
      const random = seeded(seed);
      const writing = { key: freshKey(), policy, keep: LITTLE };
      const table = createQuarantineStore(dynamodb.client, 'Quarantine');
      const store = losing(table, random, seen);
      for (const block of blocksOf(entries, 6))
        await atOnce(store, writing, scattered(block, random), random);
      const record = await table.get(writing.key);
      expect(contentOf(record)).toEqual(contentOf(await inOneGo(writing, entries)));
      note(seen, record);
    });
    await fc.assert(property, { seed: 5, numRuns: 40 });
    expect(Math.min(seen.contended, seen.pruned, seen.quarantined, seen.counting)).toBeGreaterThan(4);
  });

  it('a standing does not depend on the order of its entries, nor on copies', () => {
    const property = fc.property(wildHistory, policies, fc.nat(), (entries, policy, seed) => {
      expect(standingOf(scattered(entries, seeded(seed)), policy)).toEqual(standingOf(entries, policy));
    });
    fc.assert(property, { seed: 7, numRuns: 500 });
  });
});

describe('pruning', () => {
  it('leaves the standing as it is, whatever the history', () => {
    const seen = nothingSeen();
    const property = fc.property(wildHistory, policies, (entries, policy) => {
      const record = merged(undefined, { key: freshKey() }, entries, policy, LITTLE);
      expect(record?.standing).toEqual(standingOf(entries, policy));
      note(seen, record);
    });
    fc.assert(property, { seed: 9, numRuns: 1_000 });
    expect(Math.min(seen.pruned, seen.quarantined, seen.counting)).toBeGreaterThan(100);
  });

  it('leaves the standing as it is while a history comes about', async () => {
    const property = fc.asyncProperty(orderlyHistory, policies, async (entries, policy) => {
      const record = await inOneGo({ key: freshKey(), policy, keep: LITTLE }, entries);
      expect(record?.standing).toEqual(standingOf(entries, policy));
    });
    await fc.assert(property, { seed: 10, numRuns: 300 });
  });
});

describe('the rules, stated twice', () => {
  it.each([
    { what: 'wild', histories: wildHistory, seed: 12 },
    { what: 'orderly', histories: orderlyHistory, seed: 13 },
  ])('agree on $what histories: what holds, and what was counted', ({ histories, seed }) => {
    const seen = nothingSeen();
    const property = fc.property(histories, policies, (entries, policy) => {
      const standing = standingOf(entries, policy);
      const told = oracle(entries, policy);
      expect(standing.counts).toEqual(told.counts);
      const { allowlist, ...unallowed } = standing;
      expect(allowlist !== undefined).toBe(told.isAllowed);
      for (const stream of ['marketing', 'news', 'transactional'])
        expect(suppressionOf(unallowed, stream, told.now)?.by === 'denylist').toBe(told.isDenied(stream));
      const { denylist: _denied, ...quarantine } = unallowed;
      const held = suppressionOf(quarantine, 'marketing', told.now);
      expect(held && { ...held, releaseAt: held.releaseAt ?? Infinity }).toEqual(
        told.quarantine && {
          by: 'quarantine',
          since: told.quarantine.at,
          ...(told.quarantine.reason ? { reason: told.quarantine.reason } : {}),
          releaseAt: told.quarantine.end,
        },
      );
      if (held) seen.quarantined += 1;
      if (Object.keys(standing.counts).length > 0) seen.counting += 1;
    });
    fc.assert(property, { seed, numRuns: 400 });
    expect(Math.min(seen.quarantined, seen.counting)).toBeGreaterThan(50);
  });
});
