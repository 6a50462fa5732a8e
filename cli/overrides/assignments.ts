import { BY_LEVEL, type Fields, TIMEOUT_PARTS, writeField } from '../../shared/rules/fields.ts';
import { THROUGHPUT_LEVELS } from '../../shared/settings/settings.ts';
import { UsageError } from '../user-error.ts';

const RULE_FIELDS = [
  'class',
  'masks',
  'scope',
  'group',
  'rate',
  'limit',
  'cap',
  'perDay',
  'connections',
  'messagesPerConnection',
  'pools',
  'timeouts',
  'tls',
];
const CLASS_FIELDS = ['scope', 'rate', 'connections', 'messagesPerConnection', 'timeouts', 'tls'];

/** Without them there is no rule. */
const REQUIRED = ['class', 'masks'];
const NUMBERS = ['connections', 'messagesPerConnection'];
const LISTS = ['masks', 'pools'];

const partsOf = (field: string): readonly string[] | undefined => {
  if (field === 'timeouts') return TIMEOUT_PARTS;
  return BY_LEVEL.includes(field) ? THROUGHPUT_LEVELS : undefined;
};

/** Checks `limit`, `limit.fast`, `timeouts.data`; throws a UsageError for what is no field. */
export function checkField(path: string, of: 'rule' | 'class'): void {
  const [field = '', part, ...more] = path.split('.');
  const fields = of === 'rule' ? RULE_FIELDS : CLASS_FIELDS;
  if (!fields.includes(field))
    throw new UsageError(`a ${of} has no field ${field} to set; there is ${fields.join(', ')}`);
  const parts = partsOf(field);
  if (part === undefined) return;
  if (more.length > 0 || !parts?.includes(part))
    throw new UsageError(
      parts
        ? `write ${field}.PART, and PART is one of ${parts.join(', ')}`
        : `${field} is one value: write ${field} without .${part}`,
    );
}

function readValue(field: string, text: string): unknown {
  if (LISTS.includes(field)) return text.split(',').map((one) => one.trim());
  return NUMBERS.includes(field) && /^\d+$/.test(text) ? Number(text) : text;
}

function setOne(set: Fields, assignment: string, of: 'rule' | 'class'): Fields {
  const [, path = '', sign = '', text = ''] = /^([A-Za-z.-]+)(\+?=)(.*)$/s.exec(assignment) ?? [];
  if (path === '') throw new UsageError(`${assignment} is no FIELD=VALUE, such as limit=900/h`);
  checkField(path, of);
  if (sign === '+=') {
    if (path !== 'masks') throw new UsageError('only masks can be added to: masks+=*.example.com');
    return { ...set, addMasks: readValue('masks', text) };
  }
  if (text !== '' && path === 'timeouts')
    throw new UsageError('write timeouts.connect=10s, timeouts.data=4min or timeouts.other=1min');
  if (text !== '') return writeField(set, path, readValue(path.split('.')[0] ?? '', text));
  if (of === 'class' || path.includes('.') || REQUIRED.includes(path))
    throw new UsageError(`${path} needs a value; \`override drop\` takes an override back`);
  return { ...set, [path]: null };
}

/** Reads `limit=900/h`, `limit.fast=2000/h`, `masks+=*.x.y`; `cap=` takes an optional field away. */
export function readAssignments(texts: readonly string[], of: 'rule' | 'class'): Fields {
  return texts.reduce<Fields>((set, text) => setOne(set, text, of), {});
}
