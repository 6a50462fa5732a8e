import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Variables } from './environment.ts';

const MAX_ATTEMPTS = 3;
const CONNECTION_TIMEOUT_MILLIS = 1_000;

/** Connections stay open between calls; a call that lasts longer than `requestTimeout` milliseconds is cut off. */
const handler = (requestTimeout: number) => ({
  connectionTimeout: CONNECTION_TIMEOUT_MILLIS,
  requestTimeout,
  throwOnRequestTimeout: true,
  httpsAgent: { keepAlive: true, maxSockets: 100 },
  httpAgent: { keepAlive: true, maxSockets: 100 },
});

/** Short calls on the mail's way: a slow one is tried again soon. */
export const createDynamoDbClient = (maxAttempts = MAX_ATTEMPTS) =>
  new DynamoDBClient({ maxAttempts, requestHandler: handler(2_000) });

export const createSqsClient = () =>
  new SQSClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: handler(5_000) });

export const createSnsClient = () =>
  new SNSClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: handler(5_000) });

export const createSecretsClient = () =>
  new SecretsManagerClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: handler(5_000) });

/** A server of the same protocol (AWS_ENDPOINT_URL_S3) is addressed by path: it has no name per bucket. */
export const createS3Client = (variables: Variables) =>
  new S3Client({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: handler(5_000),
    forcePathStyle: variables['AWS_ENDPOINT_URL_S3'] !== undefined,
  });

/** For calls that may be repeated: GetAccount. */
export const createSesClient = (maxAttempts = MAX_ATTEMPTS) =>
  new SESv2Client({ maxAttempts, requestHandler: handler(5_000) });

/** How long connections to SES stay open unused: shorter than SES keeps them, so that no mail goes to a closed one. */
const IDLE_MILLIS = 4_000;

/**
 * For SendEmail alone: one try, for a second might be a second mail. The call's own limit ends it. It gives up sooner on
 * a connection that does not come about, because nothing has left then.
 */
export const createSendingClient = (idleMillis = IDLE_MILLIS) => {
  const agent = { keepAlive: true, maxSockets: 200, timeout: idleMillis };
  const requestHandler = { connectionTimeout: 700, httpsAgent: agent, httpAgent: agent };
  return new SESv2Client({ maxAttempts: 1, requestHandler });
};
