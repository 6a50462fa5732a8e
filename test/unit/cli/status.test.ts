import { describe, expect, it } from 'vitest';
import { overviewAnswer } from '../../../cli/commands/overview.ts';
import { readStatus } from '../../../cli/commands/status.ts';
import { fitting } from '../../../cli/program/add-status.ts';
import { NO_CHAIN } from '../../../shared/backlog/chain.ts';
import { createMemoryBacklogStore } from '../../../shared/memory/backlog-store.ts';
import { emptyItem, type QuotaItem } from '../../../shared/ports/quota-store.ts';
import { accountKey, dnsKey, mxKey, type QuotaKey } from '../../../shared/quota/key.ts';
import { paceOf } from '../../../shared/quota/pace.ts';

const RULES = { mode: 'feed', version: '1.0.0', feed: {} } as const;
const EVERYONE = { production: true, allowedDomains: [] };
const NOW = 1_800_000_000_000;
const clock = { now: () => NOW, sleep: async () => undefined };

const waitingIn = (counts: Readonly<Record<string, number>>) => ({
  ...createMemoryBacklogStore(),
  waiting: async (key: QuotaKey) => counts[key] ?? 0,
});

const paced = (name: string, limit: number, chain: Partial<QuotaItem['chain']>): QuotaItem => ({
  ...emptyItem(mxKey('shared', 'rule', name)),
  chain: { ...NO_CHAIN, ...chain },
  pace: paceOf(limit, 'hour', name),
});

describe('the status', () => {
  it('shows the longest to drain first, and neither account keys nor keys never used', async () => {
    const items: readonly QuotaItem[] = [
      paced('idle', 100, {}),
      paced('quick', 36_000, { open: true, wakeAt: NOW }),
      paced('slow', 60, { open: true, wakeAt: NOW }),
      paced('paused', 60, { wakeAt: NOW }),
      { ...emptyItem(dnsKey('gone.example')), chain: { ...NO_CHAIN, wakeAt: NOW } },
      { ...emptyItem(accountKey('all')), pace: paceOf(1, 'second', 'account') },
      emptyItem(mxKey('shared', 'host', 'never-used.example')),
    ];
    const backlog = waitingIn({
      'shared|rule|quick': 10,
      'shared|rule|slow': 120,
      'shared|rule|paused': 7,
      'dns#gone.example': 3,
      'shared|rule|idle': 99,
    });
    const keys = await readStatus({ scan: async () => ({ items, days: [] }), backlog, clock });
    expect(keys.map(({ key, waiting, state }) => [key, waiting, state])).toEqual([
      ['shared|rule|slow', 120, 'draining'],
      ['shared|rule|quick', 10, 'draining'],
      ['shared|rule|paused', 7, 'kept back'],
      ['dns#gone.example', 3, 'no MX'],
      ['shared|rule|idle', 0, 'idle'],
    ]);
    const { text } = overviewAnswer({
      deployment: 'here',
      at: NOW,
      keys,
      pauses: [],
      holds: [],
      levels: [],
      rules: RULES,
      audience: EVERYONE,
    });
    expect(text).toMatch(/^shared\|rule\|slow +60\/h +0 +120 +2 h 1 min +draining$/m);
    expect(text).toMatch(/^dns#gone\.example +– +0 +3 +– +no MX$/m);
  });

  const overview = {
    deployment: 'here',
    at: NOW,
    keys: [],
    pauses: [],
    holds: [],
    levels: [],
    rules: RULES,
    audience: EVERYONE,
  };
  const account = {
    maxSendRate: 14,
    max24HourSend: 50_000,
    sentLast24Hours: 12,
    sendingEnabled: true,
    readAt: NOW,
  };

  it('names pauses, holds and what SES allows underneath', () => {
    const { text, json } = overviewAnswer({
      ...overview,
      pauses: [{ verb: 'pause', scope: { kind: 'all' }, at: NOW, by: 'ada', why: 'outage' }],
      holds: [
        {
          scope: { kind: 'identity', name: 'example.com' },
          ...{ code: 'MessageRejected', text: 'not verified', since: NOW, probeAt: NOW + 60_000 },
        },
      ],
      levels: [
        { pool: 'shared', level: 'fast', deployed: 'normal' },
        { pool: 'news', level: 'slow', deployed: 'slow' },
      ],
      account: { ...account, sendingEnabled: false },
    });
    expect(text.split('\n')).toEqual([
      'No quota key has been used yet.',
      '',
      'PAUSED   all mail, by ada since 2027-01-15 08:00:00 UTC: outage',
      'HELD     identity example.com, since 2027-01-15 08:00:00 UTC, tried again at 2027-01-15 08:01:00 UTC: MessageRejected, not verified',
      '',
      'SES allows 14/s and 50000/d; 12 sent in the last 24 h (2027-01-15 08:00:00 UTC). SENDING IS PAUSED AT SES.',
      'Level: shared fast (deployed with normal), news slow.',
      'Rules: version 1.0.0, as shipped; never synchronised.',
    ]);
    expect(json).toMatchObject({
      at: '2027-01-15T08:00:00.000Z',
      pauses: [{ at: '2027-01-15T08:00:00.000Z' }],
      holds: [{ since: '2027-01-15T08:00:00.000Z', probeAt: '2027-01-15T08:01:00.000Z' }],
      account: { readAt: '2027-01-15T08:00:00.000Z' },
    });
  });

  it('says so when SES sets no limit per day, and when it has not been asked', () => {
    const unlimited = overviewAnswer({ ...overview, account: { ...account, max24HourSend: -1 } });
    expect(unlimited.text).toContain('14/s and any number a day');
    expect(overviewAnswer(overview).text).toContain('those of the sandbox hold: 1/s, 200/d');
  });

  it.each([
    { rows: 4, drawn: '1\n2\n3' },
    { rows: 3, drawn: '1\n… 2 more lines' },
  ])('is cut to a terminal of $rows rows', ({ rows, drawn }) => {
    expect(fitting('1\n2\n3', rows)).toBe(drawn);
  });

  it('says whom a stack mails that is not marked production, and nothing of one that is', () => {
    const overview = {
      deployment: 'here',
      at: NOW,
      keys: [],
      pauses: [],
      holds: [],
      levels: [],
      rules: RULES,
      audience: EVERYONE,
    };
    const audience = { production: false, allowedDomains: ['example.org'] };
    const { text, json } = overviewAnswer({ ...overview, audience });

    expect(text).toContain(
      "NOT MARKED PRODUCTION: mails example.org and SES's simulator alone; other mail ends as suppressed.",
    );
    expect(json).toMatchObject({ audience });
    expect(overviewAnswer({ ...overview, audience: EVERYONE }).text).not.toContain('PRODUCTION');
  });
});
