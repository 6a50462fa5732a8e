import type { Envelope } from '../message/envelope.ts';
import type { Random } from '../ports/clock.ts';
import type { QueuedMail } from '../ports/queues.ts';
import type { QuotaKey } from '../quota/key.ts';
import { type EpochMillis, SECOND } from '../time/units.ts';
import type { BacklogGroup } from './group.ts';
import { groupPrefix } from './group.ts';
import { ulid } from './ulid.ts';

/** A mail that is to wait under a key. */
export interface ParkedMail extends QueuedMail {
  readonly key: QuotaKey;
  readonly stream: string;
  readonly campaign?: string | undefined;
  /** It may not leave before; its place in the order. */
  readonly readyAt: EpochMillis;
  /** No use looking before. */
  readonly lookAt: EpochMillis;
  /** It waits for slots alone, so fresh mail goes behind it; not so while a pause, a hold or the DNS keeps it back. */
  readonly opens: boolean;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const encodeLine = ({ envelope, body }: QueuedMail): Uint8Array =>
  encoder.encode(`${JSON.stringify({ envelope, body })}\n`);

/** One line of a page; its text when it cannot be read, which must not block the lines behind it. Never throws. */
export function decodeLine(bytes: Uint8Array): QueuedMail | string {
  const text = decoder.decode(bytes);
  try {
    const { envelope, body } = JSON.parse(text) as { envelope?: Partial<Envelope>; body?: unknown };
    const whole = typeof body === 'string' && typeof envelope?.expiresAt === 'number';
    return whole ? { envelope: envelope as Envelope, body } : text;
  } catch {
    return text;
  }
}

/** What is ready stands in the order of arrival, to the millisecond; what is not, by the second of its readiness. */
const placeOf = ({ readyAt }: ParkedMail, now: EpochMillis): EpochMillis =>
  readyAt > now ? Math.ceil(readyAt / SECOND) * SECOND : now;

const groupOf = (mail: ParkedMail, now: EpochMillis): string =>
  [mail.key, groupPrefix(mail.envelope.lane, mail.stream, mail.campaign), placeOf(mail, now)].join('\n');

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** Packs mails into one object, grouped by key, lane, stream, campaign and readiness, in the order given. */
export function buildPage(
  mails: readonly ParkedMail[],
  { now, random }: { readonly now: EpochMillis; readonly random: Random },
): { readonly object: string; readonly bytes: Uint8Array; readonly groups: readonly BacklogGroup[] } {
  const object = ulid(now, random);
  const byGroup = Map.groupBy(mails, (mail) => groupOf(mail, now));
  const parts: Uint8Array[] = [];
  const groups: BacklogGroup[] = [];
  let offset = 0;
  for (const members of byGroup.values()) {
    const [first] = members;
    if (!first) continue;
    const lines = members.map(encodeLine);
    const bytes = lines.reduce((sum, line) => sum + line.length, 0);
    const id = ulid(placeOf(first, now), random);
    const sk = groupPrefix(first.envelope.lane, first.stream, first.campaign) + id;
    groups.push({
      key: first.key,
      sk,
      object,
      offset,
      bytes,
      count: members.length,
      cursor: 0,
      cursorByte: 0,
      expiresAt: members.reduce((latest, { envelope }) => Math.max(latest, envelope.expiresAt), 0),
    });
    parts.push(...lines);
    offset += bytes;
  }
  return { object, bytes: joined(parts), groups };
}
