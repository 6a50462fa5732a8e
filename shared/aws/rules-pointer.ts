import type { RulesPointer } from '../ports/rules-store.ts';
import { numberIn, type Row, textIn, toItem } from './attributes.ts';

export type { RulesPointer } from '../ports/rules-store.ts';

/** The pointer's place in the Control table. */
export const POINTER_KEY = { pk: { S: 'rules' }, sk: { S: 'pointer' } };

/** The place of mode, feed and overrides in it. */
export const STATE_KEY = { pk: { S: 'rules' }, sk: { S: 'state' } };

export const rulesObject = (name: string): string => `rules/${name}`;

function candidateOf(row: Row): Pick<RulesPointer, 'candidate'> {
  const { candidate } = row;
  if (typeof candidate !== 'object' || candidate === null || Array.isArray(candidate)) return {};
  const fields = candidate as Row;
  return {
    candidate: {
      name: textIn(fields, 'name'),
      share: numberIn(fields, 'share'),
      since: numberIn(fields, 'since'),
    },
  };
}

function formerOf(row: Row): Pick<RulesPointer, 'former'> {
  const { former } = row;
  if (!Array.isArray(former)) return {};
  const rows: readonly Row[] = former;
  return {
    former: rows.map((fields) => {
      const name = textIn(fields, 'name');
      return { until: numberIn(fields, 'until'), ...(name ? { name } : {}) };
    }),
  };
}

export const pointerOf = (row: Row): RulesPointer => {
  const previous = textIn(row, 'previous');
  return {
    current: textIn(row, 'current'),
    activatedAt: numberIn(row, 'activatedAt'),
    ...(previous ? { previous } : {}),
    ...formerOf(row),
    ...candidateOf(row),
  };
};

export const pointerItem = (pointer: RulesPointer) => ({ ...toItem(pointer), ...POINTER_KEY });
