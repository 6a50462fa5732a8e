import { PublishCommand } from '@aws-sdk/client-sns';
import { eventJson } from '../../../local/servers/ses/events.ts';
import { bouncePayload } from '../../../local/servers/ses/payloads.ts';
import { bounceKindOf, failureOf } from '../../../local/servers/ses/verdict.ts';
import type { SentMail } from '../emulator/sent-mails.ts';
import { enqueue, mailTo, type TestMail } from '../mails.ts';
import { SENDER_DOMAIN } from '../parameters.ts';
import { outcomesOf, type Pipeline, type Stage } from '../stage.ts';

const REPLY = '550 5.1.1 The email account that you tried to reach does not exist.';

/** The bounce of a mail that SES took, in the words of SES's event publishing. */
function bounceOf({ id }: TestMail, { sesId, to, from, subject }: SentMail, now: number): string {
  const failure = failureOf(REPLY);
  const mail = {
    messageId: sesId,
    acceptedAt: now,
    from,
    recipients: [to],
    subject,
    headers: [],
    tags: { 'mxp-id': id },
  };
  return eventJson('Bounce', mail, SENDER_DOMAIN, bouncePayload(to, failure, bounceKindOf(failure), now));
}

async function sentMail({ sent }: Stage, { to }: TestMail): Promise<SentMail> {
  const found = (await sent()).find((mail) => mail.to === to);
  if (found) return found;
  throw new Error(`SES has no mail to ${to}`);
}

/** A bounce that SES would publish, of a mail that SES was really handed: its address gets no more mail. */
export async function quarantine(stage: Stage, pipeline: Pipeline, mail: TestMail): Promise<void> {
  const { checks, cloud } = stage;
  const { outputs, connection } = pipeline;
  const Message = bounceOf(mail, await sentMail(stage, mail), connection.clock.now());
  await cloud.sns.send(new PublishCommand({ TopicArn: outputs['FeedbackTopicArn'], Message }));
  const [event] = await checks.eventually(
    'upstream hears that the mail bounced',
    60,
    outcomesOf(pipeline, 'bounced', [mail.id]),
  );
  checks.equal('for an unknown user', [event?.type, event?.reason], ['hard', 'userUnknown']);
  checks.equal('which quarantines the address', event?.quarantine?.step, 'quarantined');
  const key = (await connection.addressKeys.open())(mail.to);
  const record = await connection.quarantine.get(key);
  checks.equal('the Quarantine table says so', record?.standing.quarantine?.reason, 'userUnknown');
  checks.equal(
    'the Evidence table keeps what was said',
    (await connection.evidence.of(key)).map(({ kind }) => kind),
    ['bounced'],
  );
}

/** The next mail to a quarantined address ends as `suppressed`. */
export async function suppress(stage: Stage, pipeline: Pipeline, to: string, id: string): Promise<void> {
  const { checks, cloud, sent } = stage;
  const mail = mailTo('paced.example', id, { to });
  await enqueue(cloud.sqs, pipeline.connection.deployment.outboundQueueUrl, [mail.body]);
  const [event] = await checks.eventually(
    'the next mail to the address is suppressed',
    60,
    outcomesOf(pipeline, 'suppressed', [id]),
  );
  checks.equal('by the quarantine', event?.by, 'quarantine');
  checks.equal('SES has had one mail to it', (await sent()).filter((one) => one.to === to).length, 1);
}
