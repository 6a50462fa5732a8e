import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../ports/clock.ts';
import type { ActiveRules, RulesSource } from '../ports/rules-source.ts';
import { decodeRuleSet } from '../rules/codec.ts';
import { compileRuleSet } from '../rules/compile.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import { SECOND } from '../time/units.ts';
import { createCache } from './cache.ts';
import { readRow } from './conditional.ts';
import { POINTER_KEY, pointerOf, rulesObject } from './rules-pointer.ts';

/** Where rule sets are kept. */
export interface RulesPlace {
  readonly dynamodb: DynamoDBClient;
  readonly controlTable: string;
  readonly s3: S3Client;
  readonly bucket: string;
}

/** An activated rule set is not there or not valid; mail waits, for other limits than the ones in force may be too high. */
export class RulesUnreadableError extends Error {
  override readonly name = 'RulesUnreadableError';
}

/** Functions follow a change of rules within a minute (design §8). */
const MAX_AGE = 20 * SECOND;

async function readRules({ s3, bucket }: RulesPlace, name: string): Promise<RuleSet> {
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: rulesObject(name) }));
  const decoded = decodeRuleSet((await body?.transformToByteArray()) ?? new Uint8Array());
  if (!decoded.ok) throw new RulesUnreadableError(`rule set ${name}: ${decoded.problems.join('; ')}`);
  return compileRuleSet(decoded.data);
}

/**
 * The activated rules, looked up every 20 seconds; `shipped` while none were ever activated. Objects never change. A candidate
 * that cannot be read is tried on nobody: the rules in force do not need it.
 */
export function createRulesSource(
  place: RulesPlace,
  shipped: RuleSet,
  clock: Pick<Clock, 'now'>,
): RulesSource {
  let kept = new Map<string, Promise<RuleSet>>();
  const keep = (name: string): Promise<RuleSet> => kept.get(name) ?? readRules(place, name);
  const load = async (): Promise<ActiveRules> => {
    const row = await readRow(place.dynamodb, place.controlTable, POINTER_KEY);
    if (!row) return { current: shipped, activatedAt: 0 };
    const { current, previous, activatedAt, former = [], candidate } = pointerOf(row);
    const wanted = new Map<string, Promise<RuleSet>>();
    const rulesOf = (name: string | undefined): Promise<RuleSet> => {
      if (name === undefined) return Promise.resolve(shipped);
      const rules = wanted.get(name) ?? keep(name);
      wanted.set(name, rules);
      return rules;
    };
    const [now, before, tried, ...older] = await Promise.all([
      rulesOf(current),
      rulesOf(previous),
      candidate && rulesOf(candidate.name).catch(() => undefined),
      ...former.map(async ({ name, until }) => ({ rules: await rulesOf(name), until })),
    ]);
    if (candidate && !tried) wanted.delete(candidate.name);
    kept = wanted;
    const trial = candidate && tried ? { candidate: { ...candidate, rules: tried } } : {};
    const past = older.length > 0 ? { former: older } : {};
    return { current: now, previous: before, activatedAt, ...past, ...trial };
  };
  return { active: createCache(load, clock, MAX_AGE).get };
}
