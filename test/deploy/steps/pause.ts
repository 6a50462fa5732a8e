import { readKeyStatus } from '../../../cli/commands/status.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';
import { enqueue, mailTo, PAUSED_KEY, type TestMail } from '../mails.ts';
import { PIPELINE } from '../parameters.ts';
import { outcomesOf, type Pipeline, type Stage, sentTo } from '../stage.ts';

const CAMPAIGN = 'held-back';

const look = async ({ connection }: Pipeline) => {
  const { waiting, state } = await readKeyStatus(connection, PAUSED_KEY as QuotaKey);
  return { waiting, state };
};

/** A mail of a campaign that an operator has paused waits. */
export async function pause(stage: Stage, pipeline: Pipeline): Promise<TestMail> {
  const { checks, cloud, mxp } = stage;
  await mxp('pause', '--campaign', CAMPAIGN, '--stack', PIPELINE);
  const mail = mailTo('paused.example', 'paused', { campaign: CAMPAIGN });
  await enqueue(cloud.sqs, pipeline.connection.deployment.outboundQueueUrl, [mail.body]);
  await checks.eventually('the mail of a paused campaign waits', 60, async () => {
    const status = await look(pipeline);
    return status.waiting === 1 ? { found: status } : { seen: status };
  });
  return mail;
}

/** It waits on, until the pause ends; then it leaves. */
export async function resume(stage: Stage, pipeline: Pipeline, mail: TestMail): Promise<void> {
  const { checks, mxp, sent } = stage;
  checks.equal('the paused mail still waits', await look(pipeline), { waiting: 1, state: 'kept back' });
  checks.holds(
    'SES has not had it',
    (await sent()).every(({ to }) => to !== mail.to),
    mail.to,
  );
  await mxp('resume', '--campaign', CAMPAIGN, '--stack', PIPELINE);
  await checks.eventually('mxp resume: SES gets it', 60, sentTo(stage, [mail.to]));
  await checks.eventually('upstream hears of it', 30, outcomesOf(pipeline, 'handedOver', [mail.id]));
}
