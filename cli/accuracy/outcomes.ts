import { FAILURE_REASONS, type FailureReason, type FailureType } from '../../shared/outcome/event.ts';

/** What a reply means: its type, and its reason unless nothing failed. */
export interface Outcome {
  readonly type: FailureType;
  readonly reason?: FailureReason;
}

/** The rows and columns of a confusion table. */
export const CLASSES = [...FAILURE_REASONS, 'ignored'] as const;
export type OutcomeClass = (typeof CLASSES)[number];

export const classOf = ({ type, reason }: Outcome): OutcomeClass =>
  type === 'ignored' ? 'ignored' : (reason ?? 'unreachable');
