import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPageStore } from '../../shared/aws/page-store.ts';
import { createMemoryPageStore } from '../../shared/memory/backlog-store.ts';
import type { PageStore } from '../../shared/ports/backlog-store.ts';
import { type LocalMessaging, startMessaging } from './local-messaging.ts';

let messaging: LocalMessaging;
beforeAll(async () => {
  messaging = await startMessaging();
  await messaging.createBucket('state');
});
afterAll(() => messaging.stop());

describe.each([
  { flavour: 'memory', make: () => createMemoryPageStore() },
  { flavour: 'S3', make: () => createPageStore(messaging.s3, 'state') },
])('the page store in $flavour', ({ make }) => {
  let store: PageStore;
  const bytes = Uint8Array.from({ length: 1_000 }, (_, at) => at % 256);
  beforeAll(async () => {
    store = make();
    await store.put('01JDPAGE', bytes);
  });

  it.each([
    { from: 0, to: 1_000 },
    { from: 0, to: 1 },
    { from: 300, to: 301 },
    { from: 999, to: 1_000 },
    { from: 990, to: 2_000 },
    { from: 10, to: 10 },
  ])('reads the bytes from $from up to $to', async ({ from, to }) => {
    expect([...(await store.read('01JDPAGE', from, to))]).toEqual([...bytes.slice(from, to)]);
  });

  it('reads nothing of an object that is gone', async () => {
    expect(await store.read('01JDGONE', 0, 10)).toHaveLength(0);
  });
});
