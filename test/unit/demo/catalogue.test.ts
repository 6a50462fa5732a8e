import { describe, expect, it } from 'vitest';
import { sampleCampaign, sampleWaves } from '../../../local/demo/campaign.ts';
import { demoKeyOf } from '../../../local/demo/demo-keys.ts';
import {
  CATALOGUE,
  DEAD_DOMAINS,
  demoProviders,
  providerOf,
} from '../../../local/demo/providers/catalogue.ts';
import { readerOf } from '../../../local/demo/providers/mailboxes.ts';
import { isDemoRefusal } from '../../../local/demo/providers/refusal.ts';
import { providerTable } from '../../../local/demo/report/providers.ts';
import { widthOf } from '../../../local/demo/text.ts';
import type { ProviderPolicy } from '../../../local/servers/provider-policy.ts';
import demo from '../../../rules/demo.json' with { type: 'json' };
import { loadRuleSet } from '../../../shared/rules/load-rule-set.ts';

const rules = loadRuleSet(demo);
const HOSTS = CATALOGUE.map(({ mx }) => mx.replace('*', '1'));

describe('the virtual providers', () => {
  it('are at least twelve, each with a hidden policy that the table has room for', () => {
    expect(CATALOGUE.length).toBeGreaterThanOrEqual(12);
    const lines = providerTable().split('\n');
    expect(lines.filter((line) => widthOf(line) > 100)).toEqual([]);
    for (const { name, hidden } of CATALOGUE)
      expect(lines.some((line) => line.startsWith(name) && line.endsWith(hidden))).toBe(true);
  });

  it('begin with empty books: no two acts share a server', () => {
    const [one, other] = [demoProviders(), demoProviders()];
    expect(one.map(({ name }) => name)).toEqual(other.map(({ name }) => name));
    expect(one.some(({ policies }, at) => policies !== undefined && policies === other[at]?.policies)).toBe(
      false,
    );
  });

  it('refuse with words of their own: no text has two meanings', async () => {
    const session = { id: 'c', remoteAddress: '127.0.0.1', messages: 0, transactions: 1, openConnections: 1 };
    const meanings = new Map<string, Set<string>>();
    const ask = async ({ rcpt }: ProviderPolicy, to: string) => {
      const refusal = await rcpt?.(to, session);
      if (!isDemoRefusal(refusal)) return;
      const text = `${refusal.code} ${refusal.text}`;
      meanings.set(
        text,
        (meanings.get(text) ?? new Set()).add(`${refusal.truth.type} ${refusal.truth.reason}`),
      );
    };
    for (const provider of CATALOGUE)
      for (const policy of provider.servers().flatMap(({ policies = [] }) => policies))
        for (let reader = 1; reader <= 300; reader += 1)
          await ask(policy, `reader${reader}@${provider.domains[0]}`);
    expect(meanings.size).toBeGreaterThan(40);
    expect([...meanings].filter(([, truths]) => truths.size > 1)).toEqual([]);
  });
});

describe('the demo’s limits', () => {
  it.each(HOSTS)('of %s are what the auditor reads', (host) => {
    const { normal, fast } = demoKeyOf(host);
    const rule = rules.match(host);
    expect([rules.limits(rule, 'normal').messages, rules.limits(rule, 'fast').messages]).toEqual([
      normal,
      fast,
    ]);
  });

  /** A minute's tolerances: a hand-over starts at most 1 s before and 1 s after its slot; 64 s hold what a minute may. */
  const [MINUTE, WIDENED, DRIFT] = [60_000, 64_000, 2_000];

  it.each(CATALOGUE.filter(({ cap }) => cap))(
    'keep under the hidden cap of $name, at level fast too',
    ({ cap, mx }) => {
      const { most = 0, windowMillis = MINUTE } = cap ?? {};
      const spacing = WIDENED / demoKeyOf(mx).fast;
      const worst = Math.ceil((windowMillis + DRIFT) / spacing);
      expect(worst).toBeLessThanOrEqual(most);
    },
  );
});

describe('the sample campaign', () => {
  const waves = sampleWaves();
  const mails = sampleCampaign();
  const addresses = new Set(mails.map(({ to }) => to));

  it('has at least 2,000 mails to at least twelve providers', () => {
    expect(new Set(mails.map(({ id }) => id)).size).toBeGreaterThanOrEqual(2_000);
    const providers = new Set([...addresses].map((to) => providerOf(to)?.name));
    expect(providers.size).toBeGreaterThanOrEqual(12);
  });

  it('goes to providers and dead domains alone, but for its mishaps', () => {
    const dead = Object.keys(DEAD_DOMAINS);
    const lost = [...addresses].filter(
      (to) => !providerOf(to) && !dead.some((domain) => to.endsWith(`@${domain}`)),
    );
    expect(lost).toEqual(['nobody@no-such-pool.test']);
  });

  it('mails full, inactive, unknown and complaining readers three times', () => {
    const [, second, third] = waves;
    expect(second?.mails.map(({ to }) => to)).toEqual(third?.mails.map(({ to }) => to));
    const places = new Set(second?.mails.map(({ to }) => (readerOf(to) ?? 0) % 50));
    for (const place of [13, 22, 27, 34, 45]) expect(places).toContain(place);
  });

  it('reminds nobody of a newsletter that is held back', () => {
    const heldBack = new Set(mails.filter(({ campaign }) => campaign === 'autumn-b').map(({ to }) => to));
    expect(heldBack.size).toBeGreaterThan(300);
    expect(waves[1]?.mails.filter(({ to }) => heldBack.has(to))).toEqual([]);
  });
});
