import type { RuleSetData } from '../../shared/rules/schema.ts';
import { seeded } from '../../test/property/world/random.ts';

const random = seeded(5);
const pick = <T>(values: readonly T[], fallback: T): T =>
  values[Math.floor(random() * values.length)] ?? fallback;

/** Hosts in random order: three of four of some rule, under names of their own, and the rest of nobody's; few come twice. */
export function manyHosts({ rules }: RuleSetData, count: number): readonly string[] {
  const examples = rules.flatMap((rule) => rule.examples);
  return Array.from({ length: count }, (_, at) => {
    const example = pick(examples, 'mx.example.test');
    if (at % 4 === 0) return `mx${at}.mail.company${Math.floor(random() * 1e9)}.test`;
    return at % 4 === 1
      ? example
      : example.replace(/^[^.]*/, (label) => `${label}${Math.floor(random() * 99)}`);
  });
}

/** Replies in random order: most are examples of some rule, each with numbers of its own; every fourth is unknown to all. */
export function manyReplies({ bounces }: RuleSetData, count: number): readonly string[] {
  const examples = bounces.flatMap((rule) => rule.examples);
  return Array.from({ length: count }, (_, at) =>
    at % 4 === 0
      ? `451 4.0.0 transaction ${Math.floor(random() * 1e12)} met a condition nobody described, host ${at}`
      : `${pick(examples, '')} [${Math.floor(random() * 1e9)}]`,
  );
}
