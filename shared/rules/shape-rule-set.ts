import * as z from 'zod';
import type { BounceRuleData } from './bounce-schema.ts';
import { isPlainBounceRule, isPlainMxRule } from './plain-rule.ts';
import { type MxRuleData, type RuleSetData, ruleSetSchema } from './schema.ts';

/** A list in which the plain entries need no further look. */
interface Sifted<T> {
  /** The others, in order. */
  readonly doubtful: readonly unknown[];
  /** The whole list again, with what became of the doubtful ones in their places. */
  readonly weave: (judged: readonly T[]) => readonly T[];
}

function sift<T>(list: unknown, isPlain: (entry: unknown) => entry is T): Sifted<T> | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries: readonly unknown[] = list;
  const plain = entries.map((entry) => (isPlain(entry) ? entry : undefined));
  return {
    doubtful: entries.filter((_, at) => plain[at] === undefined),
    weave: (judged) => {
      const rest = judged.values();
      return plain.map((entry) => entry ?? (rest.next().value as T));
    },
  };
}

const envelope = ruleSetSchema.extend({ rules: z.array(ruleSetSchema.shape.rules.element) });

/** Asks the schema about all but the plain rules. Undefined where it is not content: then the whole has to be looked at. */
function shapeSifted(input: object): RuleSetData | undefined {
  const rules = sift<MxRuleData>(Reflect.get(input, 'rules'), isPlainMxRule);
  const bounces = sift<BounceRuleData>(Reflect.get(input, 'bounces'), isPlainBounceRule);
  if (!rules || !bounces) return undefined;
  const sifted = { ...input, rules: rules.doubtful, bounces: bounces.doubtful };
  const { data } = envelope.safeParse(sifted);
  return data && { ...data, rules: [...rules.weave(data.rules)], bounces: [...bounces.weave(data.bounces)] };
}

const sayMissing = ({ input }: { readonly input?: unknown }) =>
  input === undefined ? 'is missing' : undefined;

/** What `ruleSetSchema` says of something, sooner where thousands of rules are right. */
export function shapeRuleSet(input: unknown): z.ZodSafeParseResult<RuleSetData> {
  const data = typeof input === 'object' && input !== null ? shapeSifted(input) : undefined;
  if (data && data.rules.length > 0) return { success: true, data };
  return ruleSetSchema.safeParse(input, { error: sayMissing });
}
