import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { readKeyStatus } from '../../../cli/commands/status.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';
import { enqueue, mailsTo, mailTo, SLOW_KEY, type TestMail } from '../mails.ts';
import { outcomesOf, type Pipeline, type Stage, sentTo } from '../stage.ts';

/** One more than has slots within the horizon. */
const SLOW_MAILS = 4;

/** More mails than a slow provider takes in a minute: the last one waits in the backlog. */
export async function parkOne(
  { checks, cloud }: Stage,
  { connection }: Pipeline,
): Promise<readonly TestMail[]> {
  const { bucket, outboundQueueUrl } = connection.deployment;
  const mails = mailsTo('slow.example', 'slow', SLOW_MAILS);
  await enqueue(
    cloud.sqs,
    outboundQueueUrl,
    mails.map(({ body }) => body),
  );
  await checks.eventually('of four mails to a slow provider one waits', 60, async () => {
    const { waiting, state } = await readKeyStatus(connection, SLOW_KEY as QuotaKey);
    return waiting === 1 ? { found: waiting } : { seen: { waiting, state } };
  });
  const { Contents = [] } = await cloud.s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'backlog/' }),
  );
  checks.holds('in a page of the state bucket', Contents.length > 0, Contents);
  return mails;
}

/** What is no mail goes to RejectedQueue with a reason. */
export async function rejectOne({ checks, cloud }: Stage, { outputs, connection }: Pipeline): Promise<void> {
  const body = '{"v":1,"id":"no-mail"}';
  await enqueue(cloud.sqs, connection.deployment.outboundQueueUrl, [body]);
  const [message] = await checks.eventually('what is no mail goes to RejectedQueue', 60, async () => {
    const QueueUrl = outputs['RejectedQueueUrl'];
    const receive = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] });
    const { Messages = [] } = await cloud.sqs.send(receive);
    return Messages.length > 0 ? { found: Messages } : { seen: 'an empty queue' };
  });
  checks.equal('as it was', message?.Body, body);
  const reason = message?.MessageAttributes?.['reason']?.StringValue ?? '';
  checks.holds('with a reason', /\bto\b/.test(reason), reason);
}

/** A mail on PriorityQueue, of another stream. */
export async function sendUrgent(stage: Stage, pipeline: Pipeline): Promise<TestMail> {
  const { checks, cloud } = stage;
  const mail = mailTo('paced.example', 'urgent', { stream: 'transactional' });
  await enqueue(cloud.sqs, pipeline.connection.deployment.priorityQueueUrl, [mail.body]);
  await checks.eventually('SES gets the mail of PriorityQueue', 60, sentTo(stage, [mail.to]));
  const [event] = await checks.eventually(
    'upstream hears of it',
    30,
    outcomesOf(pipeline, 'handedOver', [mail.id]),
  );
  checks.equal('by its stream', event?.stream, 'transactional');
  return mail;
}
