import type { OverridesDraft } from './edit-overrides.ts';
import type { OverridesData } from './overrides-schema.ts';

/** The id of something that shall be a rule; its schema says whether it is. */
const idOf = (rule: unknown): unknown =>
  typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'id') : undefined;

/** Own MX rules, in place of those of the same ids; before the feed's rule of that name, or first. */
export function addRules(
  overrides: OverridesData,
  rules: readonly unknown[],
  before: string | undefined,
): OverridesDraft {
  const ids = rules.map(idOf);
  const others = overrides.mxRules.filter(({ rule }) => !ids.includes(rule.id));
  const added = rules.map((rule) => ({ rule, ...(before === undefined ? {} : { before }) }));
  return { ...overrides, mxRules: [...others, ...added] };
}

/** Own bounce rules, in place of those of the same ids. */
export function addBounces(
  overrides: OverridesData,
  rules: readonly unknown[],
  place: 'before' | 'after',
): OverridesDraft {
  const ids = rules.map(idOf);
  const others = overrides.bounces.filter(({ rule }) => !ids.includes(rule.id));
  return { ...overrides, bounces: [...others, ...rules.map((rule) => ({ place, rule }))] };
}

/** The feed's bounce rule of that id is not used. */
export const switchBounceOff = (overrides: OverridesData, id: string): OverridesDraft => ({
  ...overrides,
  bouncesOff: [...new Set([...overrides.bouncesOff, id])],
});

export const dropRule = (overrides: OverridesData, id: string): OverridesDraft => ({
  ...overrides,
  mxRules: overrides.mxRules.filter(({ rule }) => rule.id !== id),
});

/** The own bounce rule of that id goes, and the feed's is used again. */
export const dropBounce = (overrides: OverridesData, id: string): OverridesDraft => ({
  ...overrides,
  bounces: overrides.bounces.filter(({ rule }) => rule.id !== id),
  bouncesOff: overrides.bouncesOff.filter((off) => off !== id),
});
