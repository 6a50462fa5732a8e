import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../../cli/connection.ts';
import { observe, waitingOf } from '../../../local/demo/acts/watch.ts';
import { peakOf } from '../../../local/demo/audit/peak.ts';
import type { Engine } from '../../../local/engine.ts';
import { engineDeployment } from '../../../local/engine-deployment.ts';
import type { SyncPorts } from '../../../shared/rule-sync/ports.ts';
import { syncRules } from '../../../shared/rule-sync/sync.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time/units.ts';
import { mailTo } from '../../property/world/mails.ts';
import { limited, type Objects, release, rules } from '../../support/feed-releases.ts';
import { type FeedServer, serving, startFeedServer } from '../../support/feed-server.ts';
import { mxp } from '../cli/child.ts';
import { subscribeToNotices } from './support/notices.ts';
import { nightlyPorts, startRulesEngine } from './support/rules-engine.ts';

const LOW = 30;
const HIGH = 120;
const perMinute = (limit: number) => limited(`${limit}/min`, 'orbit');
const FIRST = rules('1.0.0', perMinute(LOW));
const expiresAt = Date.now() + 30 * DAY;
const SECOND_RELEASE = release(rules('2.0.0', perMinute(HIGH)), { sequence: 1, expiresAt });
const THIRD_RELEASE = release(rules('3.0.0', perMinute(HIGH + 60)), { sequence: 2, expiresAt });
/** More than leave while the test looks. */
const MAILS = Array.from({ length: 150 }, (_, at) => ({ id: `mail-${at}`, to: `x${at}@orbit.test` }));

/** One engine for the file; its tests build on each other, as an operator's week does. */
let folder: string;
let engine: Engine;
let server: FeedServer;
let ports: SyncPorts;
let notices: Awaited<ReturnType<typeof subscribeToNotices>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mxp-test-'));
  vi.stubEnv('MXP_ENGINE_FILE', join(folder, 'engine.json'));
  [engine, server] = await Promise.all([startRulesEngine(FIRST), startFeedServer()]);
  ports = nightlyPorts(engine, FIRST, server.address);
  notices = await subscribeToNotices(engine.clients, engine.stack.outputs['NoticeTopicArn'] ?? '');
});

afterAll(async () => {
  await Promise.all([engine?.stop(), server?.stop()]);
  await rm(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

/** When SES took mail, from its own log. */
const times = (since = 0) => engine.ses.accepted.map(({ at }) => at).filter((at) => at >= since);
const publish = (objects: Objects) => server.answers(serving(objects));
const inForce = async () => (await ports.store.state()).pointer;
const mode = async () => (await ports.store.state()).mode;

/**
 * Functions look for other rules every 20 seconds, and what has its slot goes in it, a minute ahead at most. As a rule SES
 * sees another pace after 40 to 55 seconds.
 */
const WITHIN = { timeout: 80 * SECOND, interval: 500 };
/** Long enough to tell the two limits apart. */
const GLANCE = 4 * SECOND;
const share = (limit: number) => (limit * GLANCE) / MINUTE;

describe('rules change while a backlog waits', () => {
  it('paces by the rules that the engine starts with', async () => {
    const { enqueue } = connect(engineDeployment(engine));
    expect(
      await enqueue(
        MAILS.map(({ to, id }) => mailTo(to, id)),
        false,
      ),
    ).toEqual(new Set());
    await vi.waitFor(() => expect(times().length).toBeGreaterThan(2), WITHIN);
  });

  it('hands over by a looser release soon after its synchronisation', { timeout: 100_000 }, async () => {
    publish(SECOND_RELEASE);
    expect(peakOf(times(), GLANCE)).toBeLessThanOrEqual(share(LOW) + 1);
    expect(await syncRules(ports)).toMatchObject({ kind: 'activated', version: '2.0.0' });
    expect(await notices.next()).toMatchObject({
      kind: 'rulesActivated',
      version: '2.0.0',
      lines: [expect.stringContaining('orbit: 30/min → 120/min')],
    });
    const { activatedAt = 0 } = (await inForce()) ?? {};
    await expectNothingOfATamperedFeed();
    await vi.waitFor(
      () => expect(peakOf(times(activatedAt), GLANCE)).toBeGreaterThan(2 * share(LOW) + 1),
      WITHIN,
    );
  });

  it('hands over by the rules from before soon after a roll-back', { timeout: 100_000 }, async () => {
    expect(await mxp(['rules', 'rollback'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('1.0.0'),
    });
    const { activatedAt = 0 } = (await inForce()) ?? {};
    publish(SECOND_RELEASE);
    expect(await syncRules(ports)).toMatchObject({ kind: 'held', version: '2.0.0' });
    await vi.waitFor(() => {
      const after = times(activatedAt);
      const [first, , , last] = after.slice(-4);
      // Three steps: two seconds at most by the looser limit, six by the other.
      expect((last ?? 0) - (first ?? 0)).toBeGreaterThan(GLANCE);
    }, WITHIN);
  });

  it('freezes with custom, and shows the difference on the way back', { timeout: 60_000 }, async () => {
    expect(await mxp(['rules', 'custom', 'on'])).toMatchObject({ code: 0 });
    const frozen = await inForce();
    publish(THIRD_RELEASE);
    expect(await syncRules(ports)).toEqual({ kind: 'custom' });
    expect(server.asked).toEqual([]);
    expect(await inForce()).toEqual(frozen);
    expect(await mxp(['rules', 'rollback', '2.0.0'])).toMatchObject({ code: 0 });
    const asked = await mxp(['rules', 'custom', 'off']);
    expect(asked.out).toMatch(/^orbit: 120\/min → 30\/min.*\nNothing was done; --yes does it\.$/m);
    expect(await mode()).toBe('custom');
    expect(await mxp(['rules', 'custom', 'off', '--yes'])).toMatchObject({ code: 0 });
    expect(await mode()).toBe('feed');
    expect((await mxp(['rules', 'match', 'mx.orbit.test', '--json'])).out).toContain(`"messages": ${LOW}`);
  });

  it('passed no limit in any sliding minute, and lost and doubled no mail', async () => {
    await engine.settle();
    expect(peakOf(times(), MINUTE)).toBeLessThanOrEqual(HIGH);
    expect(peakOf(times(), MINUTE)).toBeGreaterThan(LOW);
    const recipients = engine.ses.accepted.map(({ recipient }) => recipient);
    expect(new Set(recipients).size).toBe(recipients.length);
    const { statuses, onTheWay } = await observe(engine, connect(engineDeployment(engine)));
    expect(recipients.length + waitingOf(statuses) + onTheWay).toBe(MAILS.length);
  });
});

/** The third release with one byte of an object another one. */
function flipped(isName: (name: string) => boolean): Objects {
  const flip = (bytes: Uint8Array) => bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte));
  return Object.fromEntries(
    Object.entries(THIRD_RELEASE).map(([name, bytes]) => [name, isName(name) ? flip(bytes) : bytes]),
  );
}

async function expectNothingOfATamperedFeed() {
  const before = await inForce();
  for (const isName of [(name: string) => name.startsWith('sets/'), (name: string) => name === 'feed.json']) {
    publish(flipped(isName));
    const result = await syncRules(ports);
    expect(result).toMatchObject({
      kind: 'failed',
      code: expect.stringMatching(/altered|unsigned|malformed/),
    });
    expect(await notices.next()).toMatchObject({
      kind: 'rulesSyncFailed',
      code: 'code' in result && result.code,
    });
    expect(await inForce()).toEqual(before);
    expect((await mxp(['status'])).out).toMatch(/^Rules: version 2\.0\.0.*/m);
  }
}
