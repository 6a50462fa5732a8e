import type { Lane } from '../message/envelope.ts';
import type { QuotaKey } from '../quota/key.ts';
import type { EpochMillis } from '../time/units.ts';
import { ulidTime } from './ulid.ts';

/** Mails of one key, lane, stream and campaign that were parked together: a byte range of one page. */
export interface BacklogGroup {
  readonly key: QuotaKey;
  /** `lane#stream#campaign#ULID` */
  readonly sk: string;
  readonly object: string;
  /** Byte offset of the group's first line in the object. */
  readonly offset: number;
  readonly bytes: number;
  /** Lines in the group. */
  readonly count: number;
  /** Lines done. */
  readonly cursor: number;
  /** Bytes done, from `offset`. */
  readonly cursorByte: number;
  /** When the last of its mails expires. */
  readonly expiresAt?: EpochMillis;
}

/** What is left of a group. */
export interface WaitingMails extends Pick<BacklogGroup, 'expiresAt'> {
  readonly count: number;
}

/** Campaigns take turns by this prefix of the sort key. */
export const groupPrefix = (lane: Lane, stream: string, campaign: string | undefined): string =>
  `${lane}#${stream}#${campaign ?? ''}#`;

/** `lane#stream#campaign#` of a sort key. */
export const prefixOf = (sk: string): string => sk.slice(0, sk.lastIndexOf('#') + 1);

/** A sort key behind every group of the prefix: `~` sorts after every ULID. */
export const behind = (prefix: string): string => `${prefix}~`;

/** Not before: the time that the group's ULID begins with. */
export const readyAtOf = (group: BacklogGroup): EpochMillis =>
  ulidTime(group.sk.slice(group.sk.lastIndexOf('#') + 1));
