import { createHash } from 'node:crypto';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { LRUCache } from 'lru-cache';
import { SES_MESSAGE_BYTES } from '../limits/ses.ts';
import type { ContentReference } from '../message/mail.ts';

/** A content's bytes. `invalid`: it can never be had; `later`: S3 failed, it may be had another time. */
export type LoadedContent =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'later'; readonly text: string };

export interface ContentSource {
  /** Never throws. */
  load(reference: ContentReference): Promise<LoadedContent>;
}

const CACHED_BYTES = 32_000_000;

/** `s3://bucket/key` */
const LOCATION = /^s3:\/\/([^/]+)\/(.+)$/s;

/** S3's answers that another try does not change. A denied access is none of them: an operator can grant it meanwhile. */
const FINAL: Readonly<Record<string, string>> = {
  NoSuchKey: 'there is no such object',
  NoSuchBucket: 'there is no such bucket',
  InvalidBucketName: 'that is no bucket name',
  PermanentRedirect: 'the bucket is in another region',
};

const invalid = ({ s3 }: ContentReference, text: string): LoadedContent => ({
  kind: 'invalid',
  text: `${s3}: ${text}`,
});

function failed(reference: ContentReference, error: unknown): LoadedContent {
  const name = error instanceof Error ? error.name : String(error);
  const text = FINAL[name];
  if (text) return invalid(reference, text);
  const advice = name === 'AccessDenied' ? '; is its bucket among contentBuckets?' : '';
  return { kind: 'later', text: `${reference.s3} could not be read: ${name}${advice}` };
}

async function fetchContent(client: S3Client, reference: ContentReference): Promise<LoadedContent> {
  const [, Bucket, Key] = LOCATION.exec(reference.s3) ?? [];
  if (!Bucket || !Key) return invalid(reference, 'expected s3://bucket/key');
  try {
    const object = await client.send(new GetObjectCommand({ Bucket, Key }));
    if ((object.ContentLength ?? 0) > SES_MESSAGE_BYTES) {
      await object.Body?.transformToWebStream().cancel();
      return invalid(reference, `larger than ${SES_MESSAGE_BYTES} bytes`);
    }
    const bytes = (await object.Body?.transformToByteArray()) ?? new Uint8Array();
    const hash = createHash('sha256').update(bytes).digest('hex');
    return hash === reference.sha256
      ? { kind: 'found', bytes }
      : invalid(reference, `its SHA-256 is ${hash}, not the one named`);
  } catch (error) {
    return failed(reference, error);
  }
}

/**
 * Contents kept in S3, checked against their hash. A campaign's body is read once: the last 32 MB are kept by hash, and
 * loads of one content at the same time share one call.
 */
export function createContentSource(client: S3Client): ContentSource {
  const kept = new LRUCache<string, Uint8Array>({
    maxSize: CACHED_BYTES,
    sizeCalculation: (bytes) => bytes.length + 1,
  });
  const loading = new Map<string, Promise<LoadedContent>>();
  const start = (name: string, reference: ContentReference) => {
    const load = fetchContent(client, reference).then((content) => {
      loading.delete(name);
      if (content.kind === 'found') kept.set(reference.sha256, content.bytes);
      return content;
    });
    loading.set(name, load);
    return load;
  };
  return {
    load: async (reference) => {
      const bytes = kept.get(reference.sha256);
      if (bytes) return { kind: 'found', bytes };
      const name = `${reference.sha256} ${reference.s3}`;
      return loading.get(name) ?? start(name, reference);
    },
  };
}
