import { isDeepStrictEqual } from 'node:util';
import { createMaskIndex } from '../rules/mask-index.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import { globCovers } from './glob-covers.ts';
import type { LintModel, LintMxRule, LintText } from './model.ts';

/** A mask in the order of matching. */
interface Placed {
  readonly rule: LintMxRule;
  readonly mask: LintText;
  /** The first mask before it that fits all that it fits. */
  readonly cover?: Omit<Placed, 'cover'>;
}

/** An earlier rule takes hosts from a later one only where it is for all pools of that. */
const isForAllPoolsOf = (early: LintMxRule, late: LintMxRule): boolean =>
  early.pools === undefined || (late.pools?.every((pool) => early.pools?.includes(pool)) ?? false);

/** A host that the mask fits: what does not fit it covers nothing, and most masks do not. */
const someHost = (mask: string): string => mask.replaceAll('*', 'xq').replaceAll('?', 'x');

/** Finds the first mask that stands before place `at`, fits a host and is for all pools of the rule there. */
type FindEarlier = (
  at: number,
  host: string,
  covers?: (early: LintText) => boolean,
) => Omit<Placed, 'cover'> | undefined;

function createFindEarlier(all: readonly Omit<Placed, 'cover'>[]): FindEarlier {
  const index = createMaskIndex(all.map(({ mask }) => mask.text));
  return (at, host, covers = () => true) => {
    const late = all[at];
    const found = index.first(host, (place) => {
      const early = all[place];
      if (!early || !late || place >= at) return false;
      return isForAllPoolsOf(early.rule, late.rule) && covers(early.mask);
    });
    return found === undefined ? undefined : all[found];
  };
}

const placeAll = (all: readonly Omit<Placed, 'cover'>[], findEarlier: FindEarlier): readonly Placed[] =>
  all.map((placed, at) => {
    const { text } = placed.mask;
    const cover = findEarlier(at, someHost(text), (early) => globCovers(early.text, text));
    return { ...placed, ...(cover ? { cover } : {}) };
  });

/** The same mask again: nothing but a nuisance under the same limits, and a contradiction under others. */
function lintRepeated({ rule, mask, cover }: Placed): readonly Finding[] {
  if (cover?.mask.text !== mask.text) return [];
  const remark = { rule: rule.id, where: mask.where ?? rule.where };
  if (isDeepStrictEqual(cover.rule.limits, rule.limits))
    return [
      found('mx-mask-duplicate', {
        ...remark,
        message: `mask '${mask.text}' stands under rule '${cover.rule.id}' already`,
        advice: 'Take one of the two out.',
      }),
    ];
  return [
    found('mx-mask-contradictory', {
      ...remark,
      message: `mask '${mask.text}' stands under rule '${cover.rule.id}' with other limits, and that comes first`,
      advice: `Decide which limits hold, and take the mask out of '${cover.rule.id}' or '${rule.id}'.`,
    }),
  ];
}

const isByAnother = ({ rule, cover }: Placed): boolean => cover !== undefined && cover.rule !== rule;

const taken = ({ mask, cover }: Placed): string =>
  `'${mask.text}' by '${cover?.mask.text}' of rule '${cover?.rule.id}'`;

/** Masks that others cover, unless they are the same: a rule that has no other is never reached. */
function lintCovered(rule: LintMxRule, own: readonly Placed[]): readonly Finding[] {
  const covered = own.filter(isByAnother);
  const wider = covered.filter(({ mask, cover }) => cover?.mask.text !== mask.text);
  if (wider.length === 0) return [];
  const advice = `Put rule '${rule.id}' before it, or take out what is never reached.`;
  if (covered.length === own.length) {
    const message = `rule '${rule.id}' is never reached: all its hosts are taken before, ${covered.map(taken).join(', ')}`;
    return [found('mx-unreachable', { message, advice, rule: rule.id, where: rule.where })];
  }
  return wider.map((placed) =>
    found('mx-shadowed', {
      message: `a mask of rule '${rule.id}' is never reached: ${taken(placed)}`,
      advice,
      rule: rule.id,
      where: placed.mask.where ?? rule.where,
    }),
  );
}

/** Examples that an earlier rule takes, though no mask is covered as a whole. `at` is the place of the rule's first mask. */
function lintExamples(
  rule: LintMxRule,
  own: readonly Placed[],
  at: number,
  findEarlier: FindEarlier,
): readonly Finding[] {
  if (own.some(isByAnother)) return [];
  return rule.examples.flatMap(({ text, where }) => {
    const taker = findEarlier(at, text);
    if (!taker) return [];
    const message = `example '${text}' of rule '${rule.id}' goes to rule '${taker.rule.id}' by its mask '${taker.mask.text}', which comes first`;
    const advice = `Put rule '${rule.id}' before '${taker.rule.id}', or make that mask narrower.`;
    return [found('mx-shadowed', { message, advice, rule: rule.id, where: where ?? rule.where })];
  });
}

/** What the order of rules takes away from later ones. */
export function lintMxOrder({ mx }: LintModel): readonly Finding[] {
  const all = mx.flatMap((rule) => rule.masks.map((mask) => ({ rule, mask })));
  const findEarlier = createFindEarlier(all);
  const placed = placeAll(all, findEarlier);
  let next = 0;
  return mx.flatMap((rule) => {
    const at = next;
    next += rule.masks.length;
    const own = placed.slice(at, next);
    return [
      ...own.flatMap(lintRepeated),
      ...lintCovered(rule, own),
      ...lintExamples(rule, own, at, findEarlier),
    ];
  });
}
