import { inForce } from '../../shared/rule-sync/in-force.ts';
import type { RulePorts } from '../../shared/rule-sync/ports.ts';
import { entryNamed, SHIPPED } from '../../shared/rule-sync/rollback.ts';
import { diffLines, diffRuleSets } from '../../shared/rules/diff.ts';
import { mergeOverrides } from '../../shared/rules/merge-overrides.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import type { Answer } from '../commands/answer.ts';
import { type RulesConnection, rulePorts } from '../overrides/ports.ts';
import { UserError } from '../user-error.ts';
import { diffText } from './result-text.ts';

/** Words for sets besides versions and names. */
const WORDS = [SHIPPED, 'current', 'previous', 'held'];

async function held({ store }: RulePorts): Promise<RuleSetData> {
  const { feed, overrides } = await store.state();
  if (!feed.held) throw new UserError('no release is held');
  const merged = mergeOverrides(await store.getSet(feed.held.set), overrides);
  if (!merged.ok) throw new UserError(`it does not fit the overrides: ${merged.problems[0]}`);
  return merged.data;
}

/** A set by a word, a version or the beginning of a name; throws a UserError for one that there is not. */
async function setNamed(ports: RulePorts, named: string): Promise<RuleSetData> {
  const state = await ports.store.state();
  const { pointer } = state;
  if (named === SHIPPED || (named === 'previous' && pointer?.previous === undefined)) return ports.shipped;
  if (named === 'current') return inForce(ports, state);
  if (named === 'previous') return ports.store.getSet(pointer?.previous ?? '');
  if (named === 'held') return held(ports);
  const entry = entryNamed(await ports.store.history(), named);
  if (!entry)
    throw new UserError(
      `there is no version ${named}; \`mxp rules history\` lists them, or write ${WORDS.join(', ')}`,
    );
  return ports.store.getSet(entry.name);
}

/** What a set does otherwise than another: `previous` and `current` where none are named; `held` is compared with `current`. */
export async function diffVersions(connection: RulesConnection, from?: string, to?: string): Promise<Answer> {
  const ports = rulePorts(connection);
  const [one, other] =
    from === 'held' && to === undefined ? ['current', 'held'] : [from ?? 'previous', to ?? 'current'];
  const [before, after] = [await setNamed(ports, one), await setNamed(ports, other)];
  const diff = diffRuleSets(before, after);
  const lines = diffLines(diff);
  return {
    json: { from: before.version, to: after.version, diff, lines },
    text: [`From ${before.version} to ${after.version}:`, diffText(lines)].join('\n'),
  };
}
