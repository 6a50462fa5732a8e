import { createClassifier } from '../../shared/bounce/create-classifier.ts';
import type { Evidence } from '../../shared/ports/quarantine-store.ts';
import { suppressionOf } from '../../shared/quarantine/standing.ts';
import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { carryOut } from '../../shared/unknown/carry-out.ts';
import { type AddressPlan, planAddress, type Rejudging } from '../../shared/unknown/plan-address.ts';
import type { Connection } from '../connection.ts';
import { countText } from '../count-text.ts';

/** What judging anew needs of a connection. */
export type Reclassifying = Pick<
  Connection,
  'rules' | 'quarantine' | 'evidence' | 'allEvidence' | 'clock' | 'random'
>;

/** Which bounces, and whether it is done. */
export interface ReclassifyOptions {
  /** Of that time or later. */
  readonly since?: EpochMillis;
  /** Of replies that this says yes to. */
  readonly isMeant?: (evidence: Evidence) => boolean;
  readonly yes: boolean;
  /** Asked before the rules known here to be in force: an own rule that is new, or only shown. */
  readonly ahead?: { readonly rule: BounceRuleData; readonly version: string };
  readonly onProgress: (text: string) => void;
}

/** What was judged anew. */
export interface Reclassified {
  /** Bounces looked at. */
  readonly read: number;
  readonly addresses: number;
  /** `unreachable → mailboxFull`, and how many bounces. */
  readonly changes: ReadonlyMap<string, number>;
  /** Addresses that go into quarantine, and that come out of it. */
  readonly quarantined: number;
  readonly released: number;
  /** Bounces whose errors are folded into a standing already; they stay. */
  readonly tooLate: number;
}

const SHOWN_EVERY = 10_000;

/** Evidence of one address stands together. */
async function* byAddress(
  rows: AsyncIterable<Evidence>,
): AsyncGenerator<readonly [Evidence, ...(readonly Evidence[])]> {
  let group: readonly [Evidence, ...(readonly Evidence[])] | undefined;
  for await (const row of rows) {
    if (group && group[0].key !== row.key) yield group;
    group = group && group[0].key === row.key ? [...group, row] : [row];
  }
  if (group) yield group;
}

const meaningOf = ({ type, reason }: Evidence): string => reason ?? type ?? 'nothing';

function add(changes: Map<string, number>, { rejudged }: AddressPlan): void {
  for (const { was, now } of rejudged) {
    const change = `${meaningOf(was)} → ${meaningOf(now)}`;
    changes.set(change, (changes.get(change) ?? 0) + 1);
  }
}

async function rejudgingOf(
  { rules, clock }: Reclassifying,
  ahead: ReclassifyOptions['ahead'],
): Promise<Rejudging> {
  const { current } = await rules.active();
  const { bounces, quarantine, version } = current;
  return {
    classifier: createClassifier(ahead ? [ahead.rule, ...bounces] : bounces),
    policy: quarantine,
    ruleSet: ahead?.version ?? version,
    now: clock.now(),
  };
}

/** Judges kept bounces by the rules in force, and charges their addresses as if it had always been so; does it with `yes`. */
export async function reclassify(
  connection: Reclassifying,
  { since = 0, isMeant = () => true, yes, ahead, onProgress }: ReclassifyOptions,
): Promise<Reclassified> {
  const rejudging = await rejudgingOf(connection, ahead);
  const now = connection.clock.now();
  const changes = new Map<string, number>();
  const done = { read: 0, addresses: 0, quarantined: 0, released: 0, tooLate: 0 };
  for await (const evidence of byAddress(connection.allEvidence())) {
    const [one, ...others] = evidence.filter((said) => said.at >= since && isMeant(said));
    done.read += evidence.length;
    if (Math.floor(done.read / SHOWN_EVERY) > Math.floor((done.read - evidence.length) / SHOWN_EVERY))
      onProgress(`${countText(done.read)} bounces read …`);
    if (!one) continue;
    const plan = planAddress(await connection.quarantine.get(one.key), [one, ...others], rejudging);
    if (!plan) continue;
    const [was, is] = [plan.before, plan.after].map(
      (standing) => suppressionOf(standing, 'marketing', now)?.by,
    );
    done.addresses += 1;
    done.tooLate += plan.tooLate;
    if (is === 'quarantine' && was === undefined) done.quarantined += 1;
    if (was === 'quarantine' && is === undefined) done.released += 1;
    add(changes, plan);
    if (yes) await carryOut(connection, plan, rejudging.policy);
  }
  return { ...done, changes };
}
