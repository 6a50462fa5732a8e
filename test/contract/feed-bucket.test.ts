import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBucketTarget } from '../../cli/feed/bucket-target.ts';
import { checkFeed } from '../../cli/feed/check-feed.ts';
import { publishFeed } from '../../cli/feed/publish.ts';
import type { FeedTarget } from '../../cli/feed/target.ts';
import { publicKeyText } from '../../shared/feed/keys.ts';
import { keyOf } from '../unit/feed/support/feed.ts';
import { writeFeed } from '../unit/feed/support/write-feed.ts';
import { type LocalMessaging, startMessaging } from './local-messaging.ts';

const NOW = Date.UTC(2026, 10, 26);
const KEY = keyOf('publisher');
const TRUSTED = [publicKeyText(KEY)];

let server: LocalMessaging;
let root: string;
let count = 0;
const newName = (): string => {
  count += 1;
  return `feed-${count}`;
};
beforeAll(async () => {
  server = await startMessaging();
  root = mkdtempSync(join(tmpdir(), 'mxp-publish-'));
});
afterAll(async () => {
  await server.stop();
  rmSync(root, { recursive: true });
});

const release = (sequence: number, version = `1.0.${sequence}`) =>
  writeFeed(join(root, newName()), { sequence, version, issuedAt: NOW }, KEY);

async function emptyBucket() {
  const bucket = await server.createBucket(newName());
  return { bucket, target: createBucketTarget(server.s3, bucket) };
}

const publish = (folder: string, target: FeedTarget, force = false) =>
  publishFeed(folder, target, { force }, NOW);

const keysOf = async (bucket: string) => {
  const { Contents: contents = [] } = await server.s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  return contents.map(({ Key }) => Key);
};

describe('a feed published to a bucket', () => {
  it('is found whole by who trusts the key', async () => {
    const { target } = await emptyBucket();
    const { json } = await publish(await release(1), target);
    expect(json).toMatchObject({ published: true, sequence: 1 });
    expect(await checkFeed(target.source, TRUSTED)).toMatchObject({ ok: true, manifest: { sequence: 1 } });
  });

  it('is kept by caches: sets for good, the manifest five minutes, nothing said of an encoding', async () => {
    const { bucket, target } = await emptyBucket();
    await publish(await release(1), target);
    const heads = await Promise.all(
      (await keysOf(bucket)).map(async (Key) => {
        const head = await server.s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
        return [head.ContentType, head.CacheControl, head.ContentEncoding];
      }),
    );
    expect(heads).toEqual([
      ['application/json', 'max-age=300', undefined],
      ['application/gzip', 'max-age=31536000, immutable', undefined],
    ]);
  });

  it('keeps the set of the release before, for who has just read its manifest', async () => {
    const { bucket, target } = await emptyBucket();
    await publish(await release(1), target);
    await publish(await release(2), target);
    expect(await keysOf(bucket)).toHaveLength(3);
  });

  it('gives way to no release of a number that is not above it', async () => {
    const { bucket, target } = await emptyBucket();
    await publish(await release(5), target);
    await expect(publish(await release(5, '9.9.9'), target)).rejects.toThrow(/build it with --sequence 6/);
    await expect(publish(await release(4), target)).rejects.toThrow(/not above release 5/);
    expect(await keysOf(bucket)).toHaveLength(2);
    expect((await publish(await release(4), target, true)).json).toMatchObject({ published: true });
    expect(await checkFeed(target.source, TRUSTED)).toMatchObject({ manifest: { sequence: 4 } });
  });
});

describe('publishing', () => {
  it('writes the set first and the manifest last', async () => {
    const { target } = await emptyBucket();
    const order: string[] = [];
    const watched: FeedTarget = {
      ...target,
      put: (path, ...rest) => {
        order.push(path);
        return target.put(path, ...rest);
      },
    };
    await publish(await release(1), watched);
    expect(order).toEqual([expect.stringMatching(/^sets\//), 'feed.json']);
  });

  it('that ends half-way leaves the release before in place', async () => {
    const { target } = await emptyBucket();
    await publish(await release(1), target);
    const broken: FeedTarget = {
      ...target,
      put: (path, ...rest) =>
        path === 'feed.json' ? Promise.reject(new Error('the line broke')) : target.put(path, ...rest),
    };
    await expect(publish(await release(2), broken)).rejects.toThrow('the line broke');
    expect(await checkFeed(target.source, TRUSTED)).toMatchObject({ ok: true, manifest: { sequence: 1 } });
  });

  it('names what it has seen when it writes the manifest, and says when that is another by now', async () => {
    const { bucket, target } = await emptyBucket();
    const seen: unknown[] = [];
    const raced: FeedTarget = {
      ...target,
      put: async (path, bytes, served, over) => {
        if (path !== 'feed.json') return target.put(path, bytes, served, over);
        seen.push(over);
        return false;
      },
    };
    await expect(publish(await release(1), raced)).rejects.toThrow(/somebody else has published/);
    await publish(await release(2), target);
    await expect(publish(await release(3), raced)).rejects.toThrow(/somebody else has published/);
    const { ETag } = await server.s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'feed.json' }));
    expect(seen).toEqual([null, ETag]);
  });

  it('to a bucket that is not there fails and says so', async () => {
    const target = createBucketTarget(server.s3, 'no-such-bucket');
    await expect(publish(await release(1), target)).rejects.toThrow(/bucket/i);
  });
});
