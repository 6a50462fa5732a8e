import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { READ_BYTES } from '../returned/limits.ts';
import type { RawMails } from '../returned/ports.ts';

const NO_BYTES = new Uint8Array();

/** Raw mails in S3, read no further than anybody looks: a mail of 40 MB is no more work than one of 1 MB. */
export const createRawMails = (client: S3Client): RawMails => ({
  read: async ({ bucket, key }) => {
    try {
      const object = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${READ_BYTES - 1}` }),
      );
      return (await object.Body?.transformToByteArray()) ?? NO_BYTES;
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'NoSuchKey') return undefined;
      // An empty object has no first byte.
      if (name === 'InvalidRange') return NO_BYTES;
      throw error;
    }
  },
});
