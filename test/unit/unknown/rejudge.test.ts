import { beforeEach, describe, expect, it } from 'vitest';
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { createMemoryEvidenceStore } from '../../../shared/memory/evidence-store.ts';
import { createMemoryQuarantineStore } from '../../../shared/memory/quarantine-store.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { AddressRecord, Evidence, EvidenceStore } from '../../../shared/ports/quarantine-store.ts';
import type { AddressKey } from '../../../shared/quarantine/address-key.ts';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import { recordEntries } from '../../../shared/quarantine/record-entries.ts';
import type { BounceRuleData } from '../../../shared/rules/bounce-schema.ts';
import { DAY } from '../../../shared/time/units.ts';
import { carryOut } from '../../../shared/unknown/carry-out.ts';
import { planAddress } from '../../../shared/unknown/plan-address.ts';
import { policy } from '../cli/support/desk.ts';

const KEY = 'k' as AddressKey;
const AT = Date.parse('2026-11-01T00:00:00Z');

const rule = (fields: Partial<BounceRuleData>): BounceRuleData => ({
  id: 'own',
  patterns: ['mailbox odd'],
  type: 'soft',
  reason: 'mailboxFull',
  examples: ['mailbox odd'],
  source: 'test',
  ...fields,
});

const said = (mail: string, at: number, fields: Partial<Evidence> = {}): Evidence => ({
  key: KEY,
  at,
  mailId: mail as MailId,
  kind: 'bounced',
  source: 'ses',
  reply: '550 mailbox odd',
  type: 'soft',
  reason: 'unreachable',
  via: 'code',
  ruleSet: 'old',
  ...fields,
});

const error = (mail: string, at: number, fields: Partial<Extract<Entry, { kind: 'error' }>> = {}): Entry => ({
  kind: 'error',
  mail: mail as MailId,
  at,
  reason: 'unreachable',
  ...fields,
});

const rejudging = (...rules: readonly BounceRuleData[]) => ({
  classifier: createClassifier(rules),
  policy,
  ruleSet: 'new',
  now: AT + 10 * DAY,
});

let records: Map<AddressKey, AddressRecord>;
let stored: EvidenceStore;
let ports: Parameters<typeof carryOut>[0];
beforeEach(() => {
  records = new Map();
  stored = createMemoryEvidenceStore();
  ports = {
    quarantine: createMemoryQuarantineStore(records),
    evidence: stored,
    clock: { now: () => AT, sleep: async () => undefined },
    random: () => 0.5,
  };
});

const record = (...entries: readonly Entry[]) => recordEntries(ports, { key: KEY }, entries, policy);
const standing = () => records.get(KEY)?.standing;

const three = [0, 2, 4].map((days) => AT + days * DAY) as [number, number, number];
const evidence = three.map((at, place) => said(`m${place}`, at)) as [Evidence, ...Evidence[]];

describe('judging bounces anew', () => {
  beforeEach(() => record(...three.map((at, place) => error(`m${place}`, at))));

  it('counts them as what they are now: three full mailboxes are quarantined from the third on', async () => {
    const plan = planAddress(records.get(KEY), evidence, rejudging(rule({})));

    expect(plan?.before.quarantine).toBeUndefined();
    expect(plan?.after.quarantine).toMatchObject({ reason: 'mailboxFull', since: three[2] });
    if (plan) await carryOut(ports, plan, policy);
    expect(standing()).toEqual(plan?.after);
  });

  it('writes the evidence by the rule and set that judged it', async () => {
    const plan = planAddress(records.get(KEY), evidence, rejudging(rule({})));
    if (plan) await carryOut(ports, plan, policy);

    expect(await stored.of(KEY)).toMatchObject(
      three.map(() => ({
        reason: 'mailboxFull',
        bounceRule: 'own',
        via: 'text',
        ruleSet: 'new',
        blame: 'mailbox',
      })),
    );
  });

  it('takes errors back that were none, and the quarantine with them', async () => {
    records.clear();
    await record(error('m0', AT, { reason: 'userUnknown', blame: 'mailbox' }));
    const wrong = said('m0', AT, { type: 'hard', reason: 'userUnknown', bounceRule: 'bad', via: 'text' });
    const { reason: _none, ...ignoring } = rule({ type: 'ignored' });
    const plan = planAddress(records.get(KEY), [wrong], rejudging(ignoring));

    expect(plan?.before.quarantine).toBeDefined();
    expect(plan?.after.quarantine).toBeUndefined();
    expect(plan?.rejudged[0]?.now).not.toHaveProperty('reason');
  });

  it('does it twice as well as once, and takes up where it broke off', async () => {
    const plan = planAddress(records.get(KEY), evidence, rejudging(rule({})));
    if (!plan) throw new Error('no plan');
    await carryOut(ports, plan, policy);
    const after = records.get(KEY);
    await carryOut(ports, plan, policy);
    const again = planAddress(records.get(KEY), evidence, rejudging(rule({})));

    expect(records.get(KEY)).toEqual(after);
    expect(again?.after).toEqual(plan.after);
    const done = plan.rejudged.map(({ now }) => now) as [Evidence, ...Evidence[]];
    expect(planAddress(records.get(KEY), done, rejudging(rule({})))).toBeUndefined();
  });

  it('leaves what came since the plan was made, and what an operator released', async () => {
    const plan = planAddress(records.get(KEY), evidence, rejudging(rule({})));
    const later = AT + 5 * DAY;
    await record({ kind: 'act', act: 'release', at: later, by: 'ada' }, error('m9', later + 1));
    if (plan) await carryOut(ports, plan, policy);

    expect(standing()?.quarantine).toBeUndefined();
    expect(records.get(KEY)?.entries).toContainEqual(error('m9', later + 1));
  });

  it('leaves errors that are folded into the standing, and says how many', async () => {
    const newest = AT + 100 * DAY;
    await record(error('new', newest));
    const plan = planAddress(records.get(KEY), [...evidence, said('new', newest)], rejudging(rule({})));

    expect(plan).toMatchObject({ tooLate: 3 });
    expect(plan?.after.quarantine).toBeUndefined();
  });
});

it('an error from before records reach is not charged anew: the release that ended it may be gone', () => {
  const old = { ...rejudging(rule({ type: 'hard', reason: 'userUnknown' })), now: AT + 91 * DAY };
  const plan = planAddress(undefined, [said('m', AT)], old);

  expect(plan).toMatchObject({ tooLate: 1, revisions: [] });
  expect(plan?.after.quarantine).toBeUndefined();
});

it('an old error that the record still holds is taken back all the same', async () => {
  await record(error('m', AT, { reason: 'userUnknown', blame: 'mailbox' }));
  const wrong = said('m', AT, { type: 'hard', reason: 'userUnknown', via: 'text', bounceRule: 'bad' });
  const late = { ...rejudging(rule({})), now: AT + 150 * DAY };
  const plan = planAddress(records.get(KEY), [wrong], late);

  expect(plan?.before.quarantine).toBeDefined();
  expect(plan?.after.quarantine).toBeUndefined();
});

describe('bounces stay as they are', () => {
  it.each<[string, Evidence, readonly BounceRuleData[]]>([
    ['that are judged alike', said('m', AT, { reason: 'mailboxFull', blame: 'mailbox' }), [rule({})]],
    ['of which no words were kept', said('m', AT, { reply: undefined as never }), [rule({})]],
    ['that are no bounces', said('m', AT, { kind: 'delayed' }), [rule({})]],
    [
      'that SES judged by a word that was not kept',
      said('m', AT, { via: 'subtype', reason: 'mailboxFull', blame: 'mailbox' }),
      [],
    ],
  ])('%s', (_what, one, rules) => {
    expect(planAddress(undefined, [one], rejudging(...rules))).toBeUndefined();
  });

  it('but not where the words now say more than SES did', () => {
    const one = said('m', AT, { via: 'subtype', reason: 'unreachable' });
    expect(planAddress(undefined, [one], rejudging(rule({})))).toBeDefined();
  });

  it("SES's word counts where it was kept, and the MX host", () => {
    const full = said('m', AT, { subtype: 'Transient/MailboxFull', reply: 'odd' });
    const there = said('m', AT, { mx: 'mx.x.example' });
    const masked = rule({ mx: ['*.x.example'] });

    expect(planAddress(undefined, [full], rejudging())?.rejudged[0]?.now).toMatchObject({
      reason: 'mailboxFull',
      via: 'subtype',
    });
    expect(planAddress(undefined, [there], rejudging(masked))).toBeDefined();
    expect(planAddress(undefined, [said('m', AT)], rejudging(masked))).toBeUndefined();
  });
});
