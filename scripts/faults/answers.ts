import type { Answer } from './proxy.ts';

const answer = (status: number, headers: Answer['headers'], body: string): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
});

const json = (status: number, type: string, message: string): Answer =>
  answer(
    status,
    { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': type },
    JSON.stringify({ __type: type, message }),
  );

/** DynamoDB's two ways to say that it is too much (DynamoDB developer guide, "Error handling"). */
export const THROTTLED: readonly Answer[] = [
  json(
    400,
    'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.',
  ),
  json(
    400,
    'com.amazonaws.dynamodb.v20120810#ThrottlingException',
    'Rate of requests exceeds the allowed rate.',
  ),
];

/** S3's answer to too many requests, or to a bad day (S3 API reference, "Error responses"). */
export const SLOW_DOWN: Answer = answer(
  503,
  { 'content-type': 'application/xml' },
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
);

/** SES's answers to SendEmail (SES v2 API reference, errors of SendEmail). */
export const RATE_EXCEEDED: Answer = json(429, 'TooManyRequestsException', 'Maximum sending rate exceeded.');
export const SENDING_PAUSED: Answer = json(
  400,
  'SendingPausedException',
  'Email sending is paused for this account.',
);

export const jsonAnswer = (from: Answer, value: unknown): Answer => ({
  ...from,
  body: Buffer.from(JSON.stringify(value)),
});
