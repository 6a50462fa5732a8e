import { afterAll, beforeAll, expect, it } from 'vitest';
import { createNotices } from '../../../shared/aws/notices.ts';
import type { Notice } from '../../../shared/notice/notice.ts';
import { type LocalMessaging, startMessaging } from '../../contract/local-messaging.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
});
afterAll(() => messaging.stop());

const told = { v: 1, at: '2026-11-26T02:30:00.000Z' } as const;
const NOTICES: readonly Notice[] = [
  { ...told, kind: 'rulesSyncFailed', code: 'unsigned', text: 'feed.json: signed by nobody we trust' },
  { ...told, kind: 'rulesHeld', version: '2.0.0', why: ['half of the rules are gone'] },
  { ...told, kind: 'rulesActivated', version: '1.0.0', lines: ['größer: 100/h → 90/h'] },
  { ...told, kind: 'feedExpires', expiresAt: '2026-11-30T00:00:00.000Z', text: 'the feed expires' },
];

it('tells subscribers each notice as JSON, with its kind to filter by', async () => {
  const queueUrl = await messaging.createQueue('notices');
  const topicArn = await messaging.createTopic('notices', queueUrl);
  const notices = createNotices({ client: messaging.sns, topicArn });
  for (const notice of NOTICES) await notices.tell(notice);
  const received = await messaging.receiveAll(queueUrl);
  const byKind = new Map(received.map(({ attributes, body }) => [attributes['kind'], JSON.parse(body)]));
  expect(byKind).toEqual(new Map(NOTICES.map((notice) => [notice.kind, notice])));
});

it('rejects where there is no topic', async () => {
  const topicArn = 'arn:aws:sns:eu-west-1:000000000000:nowhere';
  const [notice] = NOTICES;
  if (notice) await expect(createNotices({ client: messaging.sns, topicArn }).tell(notice)).rejects.toThrow();
});
