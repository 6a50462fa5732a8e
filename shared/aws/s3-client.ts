import { S3Client } from '@aws-sdk/client-s3';
import type { Variables } from './environment.ts';
import { MAX_ATTEMPTS, requestHandler } from './request-handler.ts';

/**
 * Apart from the other clients, so that the sender's bundle can leave it for later. A server of the same protocol
 * (AWS_ENDPOINT_URL_S3) is addressed by path: it has no name per bucket.
 */
export const createS3Client = (variables: Variables) =>
  new S3Client({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: requestHandler(5_000),
    forcePathStyle: variables['AWS_ENDPOINT_URL_S3'] !== undefined,
  });
