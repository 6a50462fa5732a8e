import { feedSetOf } from '../../shared/rule-sync/in-force.ts';
import { conflictText, valueText } from '../../shared/rules/conflict.ts';
import { pathsOf } from '../../shared/rules/fields.ts';
import { mergeOverrides } from '../../shared/rules/merge-overrides.ts';
import { isUnchanged } from '../../shared/rules/merged-version.ts';
import type { OverridesData } from '../../shared/rules/overrides-schema.ts';
import type { Answer } from '../commands/answer.ts';
import { type Part, story } from '../story.ts';
import { type RulesConnection, rulePorts } from './ports.ts';

async function read(connection: RulesConnection) {
  const ports = rulePorts(connection);
  const state = await ports.store.state();
  const merged = mergeOverrides(await feedSetOf(ports, state.feed.set), state.overrides);
  return { state, merged };
}

const noteText = ({ by, why }: { readonly by?: string | undefined; readonly why?: string | undefined }) =>
  `${by === undefined ? '' : `, by ${by}`}${why === undefined ? '' : `: ${why}`}`;

type FieldsEntry = Omit<OverridesData['classes'][number], 'class'>;

/** `limit 900/h (was 2000/h), cap none (was 2000/h)`. */
const fieldsText = ({ set, was, ...note }: FieldsEntry): string => {
  const fields = pathsOf(set).map(([path, value]) =>
    path === 'addMasks'
      ? `masks +${valueText(value)}`
      : `${path} ${valueText(value)} (was ${valueText(was[path])})`,
  );
  return `${fields.join(', ')}${noteText(note)}`;
};

const partsOf = ({ mxRules, mxFields, classes, bounces, bouncesOff }: OverridesData): readonly Part[] => [
  ...mxRules.map(({ rule, before }): Part => {
    const place = before === undefined ? 'first' : `before ${before}`;
    return [`own rule ${rule.id}`, `${place}: ${rule.masks.join(' ')}, class ${rule.class}`];
  }),
  ...mxFields.map(({ rule, ...entry }): Part => [`rule ${rule}`, fieldsText(entry as FieldsEntry)]),
  ...classes.map(({ class: name, ...entry }): Part => [`class ${name}`, fieldsText(entry)]),
  ...bounces.map(
    ({ rule, place }): Part => [
      `own bounce rule ${rule.id}`,
      `${place} the feed's: ${rule.type}${rule.reason === undefined ? '' : `, ${rule.reason}`}`,
    ],
  ),
  ...bouncesOff.map((id): Part => [`bounce rule ${id}`, 'switched off']),
];

/** Every override, in the order in which it is applied. */
export async function listOverrides(connection: RulesConnection): Promise<Answer> {
  const { state, merged } = await read(connection);
  const { overrides, mode } = state;
  const json = { mode, overrides, conflicts: merged.conflicts };
  if (isUnchanged(overrides)) return { json, text: "Nothing is overridden: the feed's rules are in force." };
  const notes = [
    ...(mode === 'custom' ? ['The rules are custom: overrides are kept, and not in force.'] : []),
    ...(merged.ok ? [] : [`They do not fit the feed's rules: ${merged.problems.join('; ')}`]),
    ...(merged.conflicts.length > 0
      ? [`Conflicts: ${merged.conflicts.length}, see \`mxp rules override conflicts\`.`]
      : []),
  ];
  return { json, text: [story(partsOf(overrides)), ...notes].join('\n') };
}

/** Where overrides and feed disagree; counts as failed while they do. */
export async function listConflicts(connection: RulesConnection): Promise<Answer> {
  const { merged } = await read(connection);
  const { conflicts } = merged;
  const problems = merged.ok ? [] : merged.problems;
  const lines = [...problems, ...conflicts.map(conflictText)];
  return {
    json: { conflicts, problems },
    text: lines.length === 0 ? 'No conflicts: overrides and feed agree.' : lines.join('\n'),
    failed: lines.length > 0,
  };
}
