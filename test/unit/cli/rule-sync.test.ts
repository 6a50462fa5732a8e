import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../cli/commands/answer.ts';
import type { Connection } from '../../../cli/connection.ts';
import { rulePorts } from '../../../cli/overrides/ports.ts';
import { diffVersions } from '../../../cli/rules/diff.ts';
import { rulesHistory } from '../../../cli/rules/history.ts';
import { changeAnswer } from '../../../cli/rules/result-text.ts';
import { readStanding, standingJson, standingLines } from '../../../cli/rules/standing.ts';
import { syncNow } from '../../../cli/rules/sync.ts';
import { goCustom } from '../../../shared/rule-sync/custom.ts';
import { promote, withdraw } from '../../../shared/rule-sync/held.ts';
import { rollback } from '../../../shared/rule-sync/rollback.ts';
import { encodeRuleSet } from '../../../shared/rules/codec.ts';
import type { RuleSetData } from '../../../shared/rules/schema.ts';
import { DAY, HOUR } from '../../../shared/time/units.ts';
import { limited, type Objects, release, rules, TRUSTED } from '../../support/feed-releases.ts';
import { createDesk, NOW } from './support/desk.ts';

const FIRST = rules('1.0.0', limited('100/h'));
const SECOND = rules('2.0.0', limited('90/h'));
const HALF = rules('3.0.0', (data) => ({ ...data, rules: data.rules.slice(data.rules.length / 2) }));
/** Linting takes a second, and is another test's matter. */
const FIT = () => [];
const FLAGS = { accept: false, by: 'jo' };

let objects: Objects;
let connection: Connection;
beforeEach(() => {
  const desk = createDesk();
  connection = {
    ...desk.connection,
    deployment: { ...desk.connection.deployment, feed: { url: 's3://feed/', keys: TRUSTED, trialShare: 10 } },
    feedAt: (address) => ({
      fetch: async (path) => {
        const bytes = address === 's3://feed/' ? objects[path] : undefined;
        return bytes ? { kind: 'fetched', bytes } : { kind: 'failed', failure: 'missing', text: address };
      },
    }),
  };
});
const publish = (data: RuleSetData, sequence: number, expiresAt = NOW + 90 * DAY) => {
  objects = release(data, { sequence, expiresAt });
};
/** The first release differs from the shipped rules in most of them. */
const start = async () => {
  publish(FIRST, 1);
  await syncNow(connection, { ...FLAGS, accept: true }, FIT);
};
const status = async (later = 0) => standingLines(await readStanding(connection), NOW + later);

describe('the trial of a release', () => {
  const counts = { tried: 2_000, triedBad: 200, others: 9_000, othersBad: 9 };
  const sync = () => syncNow(connection, FLAGS, FIT);
  beforeEach(async () => {
    await start();
    const account = { maxSendRate: 14, max24HourSend: 50_000, sendingEnabled: true, readAt: NOW };
    await connection.control.putAccount({ ...account, sentLast24Hours: 20_000 });
    publish(SECOND, 2);
  });

  it('begins with mxp rules sync where the deployment tries releases, and is judged by it', async () => {
    expect((await sync()).text).toContain('is in force for 10 % of the quota keys within a minute');
    const again = await sync();
    expect(again.failed).toBeUndefined();
    expect(again.text).toMatch(
      /^The trial goes on: 0 mails .* too early to judge\.\nRelease 2\.0\.0 is on trial for 10 % .*`mxp rules withdraw`/,
    );
    await connection.trials.add(encodeRuleSet(SECOND).name, counts);
    await connection.clock.sleep(DAY);
    const judged = await sync();
    expect(judged.text).toMatch(/^The trial ended: 2,000 mails tried it, 10\.00 % bad; [\s\S]*withdrawn by/);
    expect(judged.failed).toBe(true);
  });

  it('ends at once with mxp rules promote or withdraw, which make no sense without one', async () => {
    const ports = rulePorts(connection);
    const told = (version: string) => `Version ${version}.`;
    await sync();
    const end = { by: 'jo', why: '421 since noon' };
    expect(changeAnswer(await withdraw(ports, end), told).text).toMatch(/421 since noon\nVersion 1\.0\.0\.$/);
    expect(await status()).toContainEqual(expect.stringMatching(/^HELD .*withdrawn by jo: 421 since noon/));
    publish(rules('2.1.0', limited('80/h')), 3);
    await sync();
    expect(changeAnswer(await promote(ports, end), told).text).toMatch(/Version 2\.1\.0\.$/);
    expect(await promote(ports, end)).toEqual({ kind: 'refused', text: 'no release is being tried' });
  });
});

describe('mxp rules sync', () => {
  it('shows what a release changes, and says that it is in force', async () => {
    await start();
    publish(SECOND, 2);
    const { text, failed } = await syncNow(connection, FLAGS, FIT);
    expect(text).toMatch(/northmail[\s\S]*Version 2\.0\.0 is in force within a minute/);
    expect(failed).toBeUndefined();
    expect(await syncNow(connection, FLAGS, FIT)).toMatchObject({
      text: 'Nothing new: version 2.0.0 of the feed is in force.',
    });
  });

  it('fails where a release is held, and names the way out', async () => {
    await start();
    publish(HALF, 2);
    const held = await syncNow(connection, FLAGS, FIT);
    expect(held).toMatchObject({ failed: true, json: { kind: 'held', version: '3.0.0' } });
    expect(held.text).toContain('mxp rules sync --accept');
    const { text } = await diffVersions(connection, 'held');
    expect(text).toMatch(/^From 1\.0\.0 to 3\.0\.0:\n/);
    expect(await syncNow(connection, { ...FLAGS, accept: true }, FIT)).toMatchObject({
      json: { kind: 'activated' },
    });
  });

  it('fails where there is no feed to be had, and says that the rules stay', async () => {
    objects = {};
    const answer = await syncNow(connection, FLAGS, FIT);
    expect(answer).toMatchObject({ failed: true, json: { kind: 'failed', code: 'missing' } });
    expect(answer.text).toBe('Not synchronised (missing): feed.json: s3://feed/.\nThe rules in force stay.');
  });

  it('says that custom rules are not synchronised', async () => {
    await goCustom(rulePorts(connection), { by: 'jo' });
    expect((await syncNow(connection, FLAGS, FIT)).text).toContain('The rules are custom');
  });

  it('asks another feed where one is named, and trusts its keys alone', async () => {
    publish(FIRST, 1);
    const elsewhere = { ...FLAGS, feed: 's3://elsewhere/' };
    await expect(syncNow(connection, elsewhere, FIT)).rejects.toThrow('--key');
    expect(await syncNow(connection, { ...elsewhere, keys: TRUSTED }, FIT)).toMatchObject({
      json: { kind: 'failed', text: 'feed.json: s3://elsewhere/' },
    });
  });

  it('needs a feed', async () => {
    const { feed: _feed, ...deployment } = connection.deployment;
    await expect(syncNow({ ...connection, deployment }, FLAGS, FIT)).rejects.toThrow('here has no feed');
  });
});

describe('mxp rules history and diff', () => {
  it('say so where nothing was ever activated', async () => {
    expect((await rulesHistory(connection)).text).toContain('the shipped ones are in force');
    const { json } = await diffVersions(connection);
    expect(json).toMatchObject({ lines: [] });
  });

  it('list what was in force, and compare any two', async () => {
    await start();
    publish(SECOND, 2);
    await connection.clock.sleep(HOUR);
    await syncNow(connection, FLAGS, FIT);
    const { text, json } = await rulesHistory(connection);
    expect(text).toMatch(/^ *ACTIVATED +VERSION +SET +BY +WHAT +CHANGES$/m);
    expect(text).toMatch(/^2026-11-26 13:00:00 UTC +2\.0\.0 \* +[0-9a-f]{12} +jo +sync +.*northmail/m);
    expect(json).toMatchObject([
      { version: '2.0.0', inForce: true, at: '2026-11-26T13:00:00.000Z' },
      { version: '1.0.0', inForce: false },
    ]);

    const last = await diffVersions(connection);
    expect(last.text).toMatch(/^From 1\.0\.0 to 2\.0\.0:\n.*northmail/);
    const back = await diffVersions(connection, '2.0.0', encodeRuleSet(FIRST).name.slice(0, 8));
    expect(back.json).toMatchObject({ from: '2.0.0', to: '1.0.0' });
    expect((await diffVersions(connection, 'current', '2.0.0')).text).toContain('No rule is another.');
    expect((await diffVersions(connection, 'shipped')).json).toMatchObject({ to: '2.0.0' });
  });

  it.each(['9.9.9', 'held'])('know no version %s', async (named) => {
    await expect(diffVersions(connection, named)).rejects.toThrow(/no version 9|no release is held/);
  });
});

describe('a change of the rules', () => {
  const text = ({ text }: Answer) => text;

  it('is shown before it is done, and refused where it makes no sense', () => {
    const done = (version: string) => `Back to ${version}.`;
    const lines = ['rule x: gone'];
    expect(text(changeAnswer({ kind: 'asked', version: '1', lines }, done))).toBe(
      'rule x: gone\nNothing was done; --yes does it.',
    );
    expect(text(changeAnswer({ kind: 'done', version: '1', lines }, done))).toBe('rule x: gone\nBack to 1.');
    expect(text(changeAnswer({ kind: 'done', version: '1', lines: [] }, done))).toBe('Back to 1.');
    expect(() => changeAnswer({ kind: 'refused', text: 'no' }, done)).toThrow('no');
  });
});

describe('the status of the rules', () => {
  it('tells version, age and release', async () => {
    await start();
    expect(await status(3 * HOUR)).toEqual([
      'Rules: version 1.0.0, in force since 2026-11-26 12:00:00 UTC; synchronised 3 h ago, release 1 of the feed.',
    ]);
    expect(standingJson(await readStanding(connection))).toMatchObject({
      ...{ mode: 'feed', ruleSet: '1.0.0', sequence: 1 },
      ...{ activatedAt: '2026-11-26T12:00:00.000Z', checkedAt: '2026-11-26T12:00:00.000Z' },
    });
  });

  it('tells what failed, what is held, what is tried and what expires', async () => {
    await start();
    publish(HALF, 2, NOW + 3 * DAY);
    await syncNow(connection, FLAGS, FIT);
    objects = {};
    await syncNow(connection, FLAGS, FIT);
    const [, ...lines] = await status();
    expect(lines).toEqual([
      expect.stringMatching(/^NOT SYNCHRONISED +at 2026-11-26 12:00:00 UTC: missing, feed\.json: /),
      expect.stringMatching(/^HELD +release 3\.0\.0: .+/),
      expect.stringMatching(/^EXPIRES +the feed expires in 3 days/),
    ]);
    const { pointer } = await connection.rulesStore.state();
    const candidate = { name: 'c', share: 10, since: NOW };
    await connection.trials.begin('c', NOW);
    await connection.trials.add('c', { tried: 1_200, others: 9_000, triedBad: 6, othersBad: 9 });
    const standing = {
      ...(await readStanding(connection)),
      pointer: { current: 'x', activatedAt: 0, ...pointer, candidate },
      trial: await connection.trials.counts('c'),
    };
    expect(standingLines(standing, NOW).join('\n')).toMatch(
      /^ON TRIAL +release 3\.0\.0 for 10 % of the quota keys since .*: 1,200 mails tried it, 0\.50 % bad; 9,000 others, 0\.10 %$/m,
    );
  });

  it('tells that rules are custom, or rolled back', async () => {
    await start();
    publish(SECOND, 2);
    await syncNow(connection, FLAGS, FIT);
    await rollback(rulePorts(connection), { by: 'jo' });
    expect(await status()).toEqual([
      expect.stringContaining('version 1.0.0'),
      expect.stringMatching(/^HELD +release 2\.0\.0: rolled back by jo/),
    ]);
    await goCustom(rulePorts(connection), { by: 'jo' });
    expect((await status())[0]).toContain('custom: MX rules and bounce rules are frozen');
  });
});
