import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient();

/** One mail; the same `id` is the same mail, so a second invocation sends none. */
export const handler = ({ customer, address }) =>
  sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env.QUEUE_URL,
      MessageBody: JSON.stringify({
        v: 1,
        id: `welcome-${customer}`,
        to: address,
        from: 'Shop <hello@news.example.com>',
        stream: 'transactional',
        content: { simple: { subject: 'Welcome', text: 'Good to have you here.' } },
      }),
    }),
  );
