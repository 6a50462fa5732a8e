import { DeleteItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import demo from '../../../rules/demo.json' with { type: 'json' };
import shippedRules from '../../../rules/shipped.json' with { type: 'json' };
import { POINTER_KEY } from '../../../shared/aws/rules-pointer.ts';
import { createRulesSource, type RulesPlace } from '../../../shared/aws/rules-source.ts';
import { createRulesStore } from '../../../shared/aws/rules-store.ts';
import type { RulesPointer } from '../../../shared/ports/rules-store.ts';
import { nextPointer } from '../../../shared/rule-sync/next-pointer.ts';
import { type EncodedRuleSet, encodeRuleSet } from '../../../shared/rules/codec.ts';
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';
import { parseRuleSet } from '../../../shared/rules/parse-rule-set.ts';
import { SECOND } from '../../../shared/time/units.ts';
import { type LocalDynamoDb, startDynamoDb } from '../../contract/local-dynamodb.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';

let dynamodb: LocalDynamoDb;
let messaging: LocalMessaging;
let place: RulesPlace;
beforeAll(async () => {
  [dynamodb, messaging] = await Promise.all([startDynamoDb(), startMessaging()]);
  const bucket = await messaging.createBucket('state');
  place = { dynamodb: dynamodb.client, controlTable: 'Control', s3: messaging.s3, bucket };
});
afterAll(async () => {
  await Promise.all([dynamodb.stop(), messaging.stop()]);
});
beforeEach(async () => {
  await dynamodb.client.send(new DeleteItemCommand({ TableName: 'Control', Key: POINTER_KEY }));
});

const shipped = loadRuleSet(shippedRules);

/** The demo rules under another version, packed. */
function packed(version: string) {
  const parsed = parseRuleSet({ ...demo, version });
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return encodeRuleSet(parsed.data);
}

/** Puts a set in force after the one that is. */
async function activate(
  set: EncodedRuleSet,
  at: number,
  more: Pick<RulesPointer, 'candidate'> = {},
): Promise<boolean> {
  const store = createRulesStore(place);
  const { pointer } = await store.state();
  await store.putSet(set);
  const next = { ...nextPointer(pointer, set.name, at), ...more };
  const entry = { at, name: set.name, version: 'any', by: 'test', what: 'sync', summary: [] } as const;
  return store.activate(pointer, next, entry);
}

const AT = 1_764_000_000_000;
function prepare() {
  const time = { now: AT };
  let reads = 0;
  const s3 = Object.assign(Object.create(messaging.s3), {
    send: (command: GetObjectCommand) => {
      if (command instanceof GetObjectCommand) reads += 1;
      return messaging.s3.send(command);
    },
  });
  const source = createRulesSource({ ...place, s3 }, shipped, { now: () => time.now });
  const others = async () => {
    const { candidate, former } = await source.active();
    return {
      candidate: candidate && { ...candidate, rules: candidate.rules.version },
      former: former?.map(({ rules, until }) => ({ version: rules.version, until })),
    };
  };
  const versions = async () => {
    const { current, previous, activatedAt } = await source.active();
    return { current: current.version, previous: previous?.version, activatedAt };
  };
  return { time, source, versions, others, reads: () => reads };
}

describe('the rules in force', () => {
  it('are the shipped ones while none were ever activated', async () => {
    expect(await prepare().source.active()).toEqual({ current: shipped, activatedAt: 0 });
  });

  it('are those activated, and before them the shipped ones', async () => {
    expect(await activate(packed('2.0.0'), AT)).toBe(true);
    const { source, versions } = prepare();
    expect(await versions()).toEqual({ current: '2.0.0', previous: shipped.version, activatedAt: AT });
    expect((await source.active()).current.match('mx1.northmail.test').id).not.toBe(
      shipped.match('mx1.northmail.test').id,
    );
  });

  it('are those activated last, and before them the ones before', async () => {
    await activate(packed('2.0.0'), AT);
    await activate(packed('3.0.0'), AT + 5);
    expect(await prepare().versions()).toEqual({ current: '3.0.0', previous: '2.0.0', activatedAt: AT + 5 });
  });

  it('come with all that were replaced a moment ago, each with when', async () => {
    await activate(packed('2.0.0'), AT);
    await activate(packed('3.0.0'), AT + 5);
    await activate(packed('4.0.0'), AT + 9);
    const { others, versions } = prepare();
    expect(await versions()).toEqual({ current: '4.0.0', previous: '3.0.0', activatedAt: AT + 9 });
    expect((await others()).former).toEqual([
      { version: '2.0.0', until: AT + 5 },
      { version: shipped.version, until: AT },
    ]);
  });

  it('come with the candidate and its share', async () => {
    const tried = packed('9.0.0');
    await createRulesStore(place).putSet(tried);
    await activate(packed('2.0.0'), AT, { candidate: { name: tried.name, share: 5, since: AT } });
    expect((await prepare().others()).candidate).toEqual({
      ...{ rules: '9.0.0', name: tried.name, share: 5, since: AT },
    });
  });

  it('do without a candidate that cannot be read, until it can', async () => {
    const tried = packed('9.9.9');
    await activate(packed('2.0.0'), AT, { candidate: { name: tried.name, share: 5, since: AT } });
    const { time, others, versions } = prepare();
    expect(await versions()).toMatchObject({ current: '2.0.0' });
    expect(await others()).toEqual({ candidate: undefined, former: undefined });
    await createRulesStore(place).putSet(tried);
    time.now += 20 * SECOND;
    expect((await others()).candidate).toMatchObject({ rules: '9.9.9', share: 5 });
  });

  it('change for a running function within 20 seconds', async () => {
    const { time, versions } = prepare();
    await versions();
    await activate(packed('2.0.0'), AT);
    time.now = AT + 20 * SECOND - 1;
    expect(await versions()).toMatchObject({ current: shipped.version });
    time.now = AT + 20 * SECOND;
    expect(await versions()).toMatchObject({ current: '2.0.0' });
  });

  it('are read from S3 once each', async () => {
    await activate(packed('2.0.0'), AT);
    const { time, versions, reads } = prepare();
    await versions();
    time.now += 20 * SECOND;
    await versions();
    expect(reads()).toBe(1);
    await activate(packed('3.0.0'), time.now);
    time.now += 20 * SECOND;
    expect(await versions()).toMatchObject({ current: '3.0.0', previous: '2.0.0' });
    expect(reads()).toBe(2);
  });

  it('are an error when their object is broken, and are looked for again', async () => {
    const set = packed('2.0.0');
    await activate({ ...set, bytes: new Uint8Array([1, 2, 3]) }, AT);
    const { time, source, versions } = prepare();
    await expect(source.active()).rejects.toThrow(`rule set ${set.name}: `);
    await messaging.s3.send(
      new PutObjectCommand({ Bucket: 'state', Key: `rules/${set.name}`, Body: set.bytes }),
    );
    time.now += 1;
    expect(await versions()).toMatchObject({ current: '2.0.0' });
  });
});
