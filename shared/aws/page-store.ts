import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PageStore } from '../ports/backlog-store.ts';

const NOTHING = new Uint8Array();

const keyOf = (object: string): string => `backlog/${object}`;

/** Pages in S3 under `backlog/`; the bucket's lifecycle deletes them, nobody else does. */
export function createPageStore(client: S3Client, bucket: string): PageStore {
  return {
    put: async (object, bytes) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: keyOf(object), Body: bytes }));
    },
    read: async (object, from, to) => {
      if (from >= to) return NOTHING;
      const range = { Bucket: bucket, Key: keyOf(object), Range: `bytes=${from}-${to - 1}` };
      try {
        const { Body: body } = await client.send(new GetObjectCommand(range));
        return body ? await body.transformToByteArray() : NOTHING;
      } catch (error) {
        if (error instanceof NoSuchKey) return NOTHING;
        throw error;
      }
    },
  };
}
