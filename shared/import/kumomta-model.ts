import type { LintBounceRule, LintEngine, LintModel, LintMxRule } from '../lint/model.ts';
import { repliesIn } from './comment-replies.ts';
import type { BounceClass } from './kumomta-classes.ts';
import { isCountedTogether, maskOf } from './kumomta-mx.ts';
import type { Automation, Block } from './kumomta-shaping.ts';
import { readCount, readRate } from './kumomta-units.ts';
import type { Place } from './no-counterpart.ts';

const ACTIONS = [
  'suspend',
  'suspendTenant',
  'suspendCampaign',
  'set',
  'setDomain',
  'bounce',
  'bounceTenant',
  'bounceCampaign',
] as const;

/**
 * Automations see each reply on one line, in its own letters, and all that match fire. Their hits are kept for as long as
 * the action holds, whatever period the threshold names.
 */
const AUTOMATION: LintEngine = {
  isCaseSensitive: true,
  allMatchesFire: true,
  windowIsDuration: true,
  actions: ACTIONS,
};

/** Classes are tried in the order of the files, in the reply's own letters, by an engine of linear time. */
const CLASSIFIER: LintEngine = { isCaseSensitive: true };

const placeOf = ({ file, line }: Place): Place => ({ file, line });

function limitsOf({ settings }: Block): LintMxRule['limits'] {
  const last = (...names: readonly string[]) => settings.findLast(({ name }) => names.includes(name))?.value;
  const connections = readCount(last('provider_connection_limit', 'connection_limit'));
  const messagesPerConnection = readCount(last('max_deliveries_per_connection'));
  const rate = readRate(last('provider_max_message_rate', 'max_message_rate'));
  const limits = {
    ...(connections === undefined ? {} : { connections }),
    ...(messagesPerConnection === undefined ? {} : { messagesPerConnection }),
    ...(rate === undefined ? {} : { messages: rate.count, periodSeconds: rate.seconds }),
  };
  return Object.keys(limits).length > 0 ? [limits] : [];
}

function mxRuleOf(block: Block): LintMxRule {
  const terms = block.match.map((term) => ({ mask: maskOf(term), text: term.text, where: placeOf(term) }));
  const domains = terms.flatMap(({ mask, text, where }) => (mask === undefined ? [{ text, where }] : []));
  const own = block.kind === 'domain' ? [{ text: block.name, where: placeOf(block) }] : [];
  return {
    id: block.name,
    masks: terms.flatMap(({ mask, where }) => (mask === undefined ? [] : [{ text: mask, where }])),
    domains: [...domains, ...own],
    ...(block.kind === 'default' ? { isDefault: true } : {}),
    ...(isCountedTogether(block) ? { counter: block.name } : {}),
    isCounterChosen: true,
    /** The default is a ceiling for all, and meant to be set lower. */
    limits: block.kind === 'default' ? [] : limitsOf(block),
    examples: [],
    where: placeOf(block),
  };
}

function automationRule(block: Block, one: Automation, at: number): LintBounceRule {
  const where = placeOf(one);
  return {
    id: `${block.name}-${at + 1}`,
    kind: 'automation',
    patterns: one.patterns.map((pattern) => ({ text: pattern.text, where: placeOf(pattern) })),
    ...(block.kind === 'default' ? {} : { provider: block.name }),
    action: one.actions.toSorted().join(', '),
    ...(one.threshold
      ? { threshold: { count: one.threshold.count, windowSeconds: one.threshold.seconds } }
      : {}),
    ...(one.duration === undefined ? {} : { durationSeconds: one.duration }),
    examples: repliesIn(one.comments).map((text) => ({ text, where })),
    where,
  };
}

/** Blocks as the linter sees them. */
export const shapingModel = (blocks: readonly Block[]): LintModel => ({
  engine: AUTOMATION,
  mx: blocks.map(mxRuleOf),
  bounces: blocks.flatMap((block) => block.automations.map((one, at) => automationRule(block, one, at))),
});

/** Classes as the linter sees them. */
export const classifierModel = (classes: readonly BounceClass[]): LintModel => ({
  engine: CLASSIFIER,
  mx: [],
  bounces: classes.map((one) => ({
    id: one.name,
    kind: 'judge',
    patterns: one.patterns.map((pattern) => ({ text: pattern.text, where: placeOf(pattern) })),
    ...(one.verdict ? { type: one.verdict.type } : {}),
    ...(one.verdict?.reason ? { reason: one.verdict.reason } : {}),
    examples: [],
    where: placeOf(one),
  })),
});
