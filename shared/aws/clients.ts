import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { requestHandler as handler, MAX_ATTEMPTS } from './request-handler.ts';

/** Short calls on the mail's way: a slow one is tried again soon. */
export const createDynamoDbClient = (maxAttempts = MAX_ATTEMPTS) =>
  new DynamoDBClient({ maxAttempts, requestHandler: handler(2_000) });

export const createSqsClient = () =>
  new SQSClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: handler(5_000) });

export const createSnsClient = () =>
  new SNSClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: handler(5_000) });

export const createSecretsClient = () =>
  new SecretsManagerClient({ maxAttempts: MAX_ATTEMPTS, requestHandler: handler(5_000) });

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
