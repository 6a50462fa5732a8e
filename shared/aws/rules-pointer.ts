import type { EpochMillis } from '../time/units.ts';
import { numberIn, type Row, textIn, toItem } from './attributes.ts';

/** Which rule sets are in force: names of objects under `rules/`. */
export interface RulesPointer {
  readonly current: string;
  /** Absent when the shipped rules were in force before. */
  readonly previous?: string;
  readonly activatedAt: EpochMillis;
}

/** The pointer's place in the Control table. */
export const POINTER_KEY = { pk: { S: 'rules' }, sk: { S: 'pointer' } };

export const rulesObject = (name: string): string => `rules/${name}`;

export const pointerOf = (row: Row): RulesPointer => {
  const previous = textIn(row, 'previous');
  return {
    current: textIn(row, 'current'),
    activatedAt: numberIn(row, 'activatedAt'),
    ...(previous ? { previous } : {}),
  };
};

export const pointerItem = (pointer: RulesPointer) => ({ ...toItem(pointer), ...POINTER_KEY });
