import { THROUGHPUT_LEVELS } from '../settings/settings.ts';
import { valueText } from './conflict.ts';
import type { Changed, ChangedRule, FieldChange, RuleSetDiff } from './diff.ts';
import { LIMITS, type LimitChange, type LimitName } from './limit-changes.ts';
import type { ListDiff } from './moves.ts';

/** Lines are for terminals and mails: no longer than this. */
const COLUMNS = 100;

/** What nobody is limited or judged by. */
const NOTES: readonly string[] = ['source', 'examples', 'not'];

const fit = (line: string): string => (line.length <= COLUMNS ? line : `${line.slice(0, COLUMNS - 1)}…`);

const isNote = ({ field }: FieldChange): boolean => NOTES.includes(field);

/** `masks: a b → a b c`. A list of masks, examples or patterns tells what came and what went. */
function changeText({ field, before, after }: FieldChange): string {
  if (!Array.isArray(before) || !Array.isArray(after))
    return `${field} ${valueText(before)} → ${valueText(after)}`;
  const [was, is] = [before.map(valueText), after.map(valueText)];
  const steps = [
    ...is.filter((one) => !was.includes(one)).map((one) => `+${one}`),
    ...was.filter((one) => !is.includes(one)).map((one) => `−${one}`),
  ];
  return `${field} ${steps.length > 0 ? steps.join(' ') : 'in another order'}`;
}

const WORDS = { tightened: 'tighter', loosened: 'looser', even: 'the same by the hour' } as const;
const LIMIT_NAMES: Readonly<Record<LimitName, string>> = {
  limit: '',
  perDay: ' per day',
  connections: ' connections',
  messagesPerConnection: ' messages per connection',
};

/** `google: 2000/h → 1500/h at normal (tighter)`: level normal stands for all where all go one way. */
function limitLine(id: string, changes: readonly LimitChange[]): string {
  const [first] = changes;
  if (!first) return '';
  const kinds = [...new Set(changes.map(({ change }) => WORDS[change]))];
  const normal = changes.find(({ level }) => level === 'normal');
  const everywhere = changes.length === THROUGHPUT_LEVELS.length && kinds.length === 1;
  const shown = everywhere && normal ? [normal] : changes;
  const steps = shown.map(({ before, after, level }) => `${before} → ${after} at ${level}`).join(', ');
  return `${id}:${LIMIT_NAMES[first.limit]} ${steps} (${kinds.join(', ')}${everywhere ? ' at every level' : ''})`;
}

const limitLines = (rule: ChangedRule): readonly string[] =>
  LIMITS.map((name) => rule.limits.filter(({ limit }) => limit === name))
    .filter((changes) => changes.length > 0)
    .map((changes) => limitLine(rule.id, changes));

/** Fields that show as limits already. */
const LIMITING: readonly string[] = [...LIMITS, 'rate', 'cap'];

const otherLines = ({ id, fields }: Changed, hidden: readonly string[] = []): readonly string[] =>
  fields
    .filter((change) => !isNote(change) && !hidden.includes(change.field))
    .map((change) => `${id}: ${changeText(change)}`);

const loosens = ({ limits }: ChangedRule): boolean => limits.some(({ change }) => change === 'loosened');

const listLines = (noun: string, { added, removed }: ListDiff): readonly string[] => [
  ...removed.map((id) => `${noun} ${id} removed`),
  ...added.map((id) => `${noun} ${id} added`),
];

function noteLines(diff: RuleSetDiff): readonly string[] {
  const noted = [...diff.rules.changed, ...diff.bounces.changed]
    .filter(({ fields }) => fields.some(isNote))
    .map(({ id }) => id);
  return noted.length === 0 ? [] : [`sources or examples: ${noted.join(', ')}`];
}

/** For people: what concerns all mail first, then rules by weight, loosened before tightened, notes last. */
export function diffLines(diff: RuleSetDiff, most = Number.POSITIVE_INFINITY): readonly string[] {
  const { rules, bounces, classes, levels, quarantine } = diff;
  const bounceChanges = bounces.changed.flatMap((rule) => otherLines(rule));
  const lines = [
    ...quarantine.map((change) => `quarantine: ${changeText(change)}`),
    ...levels.map((change) => `level ${changeText(change)} percent of the rate`),
    ...listLines('class', classes),
    ...classes.changed.flatMap((one) => otherLines(one).map((line) => `class ${line}`)),
    ...listLines('rule', rules),
    ...rules.changed.filter(loosens).flatMap(limitLines),
    ...rules.changed.filter((rule) => !loosens(rule)).flatMap(limitLines),
    ...rules.changed.flatMap((rule) => otherLines(rule, rule.limits.length > 0 ? LIMITING : [])),
    ...rules.moved.map((id) => `rule ${id} moved`),
    ...listLines('bounce rule', bounces),
    ...bounceChanges.map((line) => `bounce rule ${line}`),
    ...bounces.moved.map((id) => `bounce rule ${id} moved`),
    ...noteLines(diff),
  ].map(fit);
  const over = lines.length - most;
  return over > 0 ? [...lines.slice(0, most - 1), `… and ${over + 1} more`] : lines;
}
