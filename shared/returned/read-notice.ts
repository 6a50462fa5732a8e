import * as z from 'zod';
import type { MailPlace } from './ports.ts';

/** One message that tells of mails. */
export type Notice =
  | { readonly kind: 'mails'; readonly places: readonly MailPlace[] }
  /** S3's word that it may write to the queue. */
  | { readonly kind: 'test' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** S3 User Guide, "Event message structure"; a key is URL-encoded, a space `+`. */
const created = z.object({
  eventName: z.string().startsWith('ObjectCreated:'),
  eventTime: z.iso.datetime({ offset: true }),
  s3: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});
const notice = z.object({ Records: z.array(created) });
const test = z.object({ Service: z.literal('Amazon S3'), Event: z.literal('s3:TestEvent') });

function decoded(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

/** Reads a message of the queue of returned mail. Never throws. */
export function readNotice(body: string): Notice {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: 'unreadable', reason: 'no JSON' };
  }
  if (test.safeParse(value).success) return { kind: 'test' };
  const read = notice.safeParse(value);
  if (!read.success) return { kind: 'unreadable', reason: 'no notice of S3 about objects created' };
  return {
    kind: 'mails',
    places: read.data.Records.map(({ eventTime, s3 }) => ({
      bucket: s3.bucket.name,
      key: decoded(s3.object.key),
      at: Date.parse(eventTime),
    })),
  };
}
