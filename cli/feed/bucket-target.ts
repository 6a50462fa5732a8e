import { PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { createFeedSource } from '../../shared/aws/feed-source.ts';
import type { FeedTarget } from './target.ts';

/** S3: 412 the object is another by now; 409 somebody writes it at this moment. */
const RACED: readonly number[] = [409, 412];

const isRaced = (error: unknown): boolean =>
  error instanceof S3ServiceException && RACED.includes(error.$metadata.httpStatusCode ?? 0);

/** The bucket of a deliverability instance. Objects are packed already, so nothing is said of an encoding. */
export function createBucketTarget(s3: S3Client, bucket: string): FeedTarget {
  const name = `s3://${bucket}/`;
  return {
    name,
    source: createFeedSource(name, { s3 }),
    put: async (path, bytes, { contentType, cacheControl }, over) => {
      const condition = over === null ? { IfNoneMatch: '*' } : { IfMatch: over };
      const object = { Bucket: bucket, Key: path, ContentType: contentType, CacheControl: cacheControl };
      try {
        await s3.send(
          new PutObjectCommand({ ...object, Body: bytes, ...(over === undefined ? {} : condition) }),
        );
        return true;
      } catch (error) {
        if (over !== undefined && isRaced(error)) return false;
        throw error;
      }
    },
  };
}
