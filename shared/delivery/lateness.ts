import type { Slot } from '../message/envelope.ts';
import type { EpochMillis } from '../time/units.ts';

/** A hand-over may start from here on. */
export const earliestStart = (slot: Slot): EpochMillis => slot.at / 1_000 - slot.early;

/** A hand-over may start until here: its call still ends within `late` of the slot. */
export const latestStart = (slot: Slot): EpochMillis => slot.at / 1_000 + slot.late - slot.call;
