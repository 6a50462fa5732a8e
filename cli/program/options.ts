import { InvalidArgumentError, Option } from 'commander';
import { FAILURE_REASONS, type FailureReason } from '../../shared/outcome/event.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import { readDate } from '../read-date.ts';

function parseDate(text: string): EpochMillis {
  const at = readDate(text);
  if (at === undefined) throw new InvalidArgumentError('write it as 2026-11-30 or 2026-11-30T15:04:05Z');
  return at;
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('must be a whole number from 1');
  return Number(text);
}

/** `--since` and the like: a day or a time, UTC. */
export const dateOption = (flag: string, description: string): Option =>
  new Option(flag, description).argParser(parseDate);

export const limitOption = (flag: string, description: string): Option =>
  new Option(flag, description).argParser(parseLimit);

/** Reasons in their own spelling. */
export const reasonOption = (description: string): Option =>
  new Option('--reason <reason>', description).choices(FAILURE_REASONS);

/** What the last one gives. */
export interface ReasonFlag {
  readonly reason?: FailureReason;
}
