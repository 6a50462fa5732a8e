import {
  dropFields,
  type FieldTarget,
  keepFields,
  type Note,
  type OverridesDraft,
  setFields,
} from '../../shared/rules/edit-overrides.ts';
import {
  addBounces,
  addRules,
  dropBounce,
  dropRule,
  switchBounceOff,
} from '../../shared/rules/edit-own-rules.ts';
import type { Fields } from '../../shared/rules/fields.ts';
import type { OverridesData } from '../../shared/rules/overrides-schema.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import { UserError } from '../user-error.ts';

/** A change of overrides over a feed; throws a UserError where it makes no sense there. */
export type Edit = (overrides: OverridesData, feed: RuleSetData) => OverridesDraft;

const hasRule = ({ mxRules }: OverridesData, { rules }: RuleSetData, name: string): boolean =>
  rules.some(({ id }) => id === name) || mxRules.some(({ rule }) => rule.id === name);

function checkTarget(overrides: OverridesData, feed: RuleSetData, { of, name }: FieldTarget): void {
  const isThere = of === 'rule' ? hasRule(overrides, feed, name) : Object.hasOwn(feed.classes, name);
  if (!isThere)
    throw new UserError(
      of === 'rule'
        ? `there is no rule ${name}; \`mxp rules list\` shows all`
        : `there is no class ${name}; there is ${Object.keys(feed.classes).join(', ')}`,
    );
}

export const setting =
  (targets: readonly FieldTarget[], set: Fields, note: Note): Edit =>
  (overrides, feed) =>
    targets.reduce<OverridesDraft>((draft, target) => {
      checkTarget(overrides, feed, target);
      return setFields(draft as OverridesData, feed, target, set, note);
    }, overrides);

const idOf = (rule: unknown): string =>
  String(typeof rule === 'object' && rule !== null ? Reflect.get(rule, 'id') : undefined);

export const adding =
  (rules: readonly unknown[], before: string | undefined): Edit =>
  (overrides, feed) => {
    const theirs = rules.map(idOf).find((id) => feed.rules.some((rule) => rule.id === id));
    if (theirs !== undefined)
      throw new UserError(`the feed has a rule ${theirs}: set its fields, or give yours another id`);
    if (before !== undefined && !hasRule(overrides, feed, before))
      throw new UserError(`there is no rule ${before} to come before`);
    return addRules(overrides, rules, before);
  };

export const addingBounces =
  (rules: readonly unknown[], place: 'before' | 'after'): Edit =>
  (overrides, feed) => {
    const theirs = rules.map(idOf).find((id) => feed.bounces.some((rule) => rule.id === id));
    if (theirs !== undefined)
      throw new UserError(`the feed has a bounce rule ${theirs}: switch it off, or give yours another id`);
    return addBounces(overrides, rules, place);
  };

export const switchingOff =
  (id: string): Edit =>
  (overrides, feed) => {
    if (!feed.bounces.some((rule) => rule.id === id))
      throw new UserError(`the feed has no bounce rule ${id}`);
    return switchBounceOff(overrides, id);
  };

const entriesOf = (overrides: OverridesData, { of, name }: FieldTarget) =>
  of === 'rule'
    ? overrides.mxFields.filter(({ rule }) => rule === name)
    : overrides.classes.filter((one) => one.class === name);

/** Takes an own rule, or what is set over a rule or class of the feed, back. */
export const dropping =
  (target: FieldTarget, paths: readonly string[]): Edit =>
  (overrides) => {
    const isOwn = target.of === 'rule' && overrides.mxRules.some(({ rule }) => rule.id === target.name);
    if (isOwn && paths.length > 0)
      throw new UserError(`${target.name} is an own rule: set its fields, or drop it as a whole`);
    if (isOwn) return dropRule(overrides, target.name);
    if (entriesOf(overrides, target).length === 0)
      throw new UserError(`nothing is overridden of ${target.of} ${target.name}`);
    return dropFields(overrides, target, paths.length > 0 ? paths : undefined);
  };

export const droppingBounce =
  (id: string): Edit =>
  (overrides) => {
    if (!overrides.bounces.some(({ rule }) => rule.id === id) && !overrides.bouncesOff.includes(id))
      throw new UserError(`there is no own bounce rule ${id}, and the feed's is not switched off`);
    return dropBounce(overrides, id);
  };

/** Leaves ours in force and takes note of what the feed has below it. */
export const keeping =
  (target: FieldTarget, paths: readonly string[]): Edit =>
  (overrides, feed) => {
    if (entriesOf(overrides, target).length === 0)
      throw new UserError(`nothing is overridden of ${target.of} ${target.name}`);
    checkTarget(overrides, feed, target);
    return keepFields(overrides, feed, target, paths.length > 0 ? paths : undefined);
  };
