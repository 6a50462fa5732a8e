import type { MailId } from '../../shared/message/mail.ts';
import { enqueue, type TestMail } from './mails.ts';
import { FIRST, SECOND } from './releases.ts';
import { outcomesOf, type Pipeline, type Stage, sentTo } from './stage.ts';
import { deploy, prepare } from './steps/deploy.ts';
import { sendPaced } from './steps/paced-mails.ts';
import { pause, resume } from './steps/pause.ts';
import { quarantine, suppress } from './steps/quarantine.ts';
import { parkOne, rejectOne, sendUrgent } from './steps/send-mails.ts';
import { syncRules } from './steps/sync-rules.ts';
import { takeDown } from './steps/take-down.ts';
import { update } from './steps/update.ts';

/** Long enough for the schedule of a minute to have come round, and for the last slot of the slow provider. */
const LONG_SECONDS = 150;

/** The schedule reached the sweeper, and the sweeper SES: 14 a second is what MiniStack's account may. */
const sweeperRan = ({ checks }: Stage, { connection }: Pipeline) =>
  checks.eventually('the sweeper, by its schedule, has asked SES for its limits', LONG_SECONDS, async () => {
    const { account } = await connection.control.load();
    return account?.maxSendRate === 14 ? { found: account } : { seen: account ?? 'no limits' };
  });

/** What was there before an update works on after it. */
async function checkWhatStayed(
  stage: Stage,
  pipeline: Pipeline,
  { paced, slow }: { readonly paced: readonly TestMail[]; readonly slow: readonly TestMail[] },
): Promise<void> {
  const { checks, cloud } = stage;
  const [bounced, again] = paced;
  if (!bounced || !again) throw new Error('no mail was sent');
  const { outboundQueueUrl } = pipeline.connection.deployment;
  await enqueue(cloud.sqs, outboundQueueUrl, [again.body]);
  await suppress(stage, pipeline, bounced.to, 'suppressed-after');
  const addresses = slow.map(({ to }) => to);
  await checks.eventually('the mail that waited leaves in its slot', LONG_SECONDS, sentTo(stage, addresses));
  await checks.eventually(
    'and upstream hears of it',
    30,
    outcomesOf(
      pipeline,
      'handedOver',
      slow.map(({ id }) => id),
    ),
  );
}

/** Everything that was to leave left once, and nothing else. */
async function checkOnce(
  { checks, sent }: Stage,
  { connection }: Pipeline,
  mails: readonly TestMail[],
): Promise<void> {
  const all = (await sent()).map(({ to }) => to).sort();
  checks.equal(`SES was handed ${mails.length} mails, each once`, all, mails.map(({ to }) => to).sort());
  const records = await Promise.all(mails.map(({ id }) => connection.delivery.get(id as MailId)));
  const states = records.map((record) => record?.state);
  checks.equal(
    'the Delivery table says the same',
    states,
    mails.map(() => 'sent'),
  );
}

/** From nothing to a deployment that worked, was updated, and is gone again unless it is to be `kept`. */
export async function runSteps(stage: Stage, kept: boolean): Promise<void> {
  const { checks } = stage;
  await checks.step('cdk bootstrap, and an identity at SES', () => prepare(stage));
  const first = await deploy(stage);
  const version = await checks.step('Rules: a signed release comes into force', () =>
    syncRules(stage, first, FIRST),
  );
  const paused = await checks.step('Mails: a paused campaign waits', () => pause(stage, first));
  const slow = await checks.step('Mails: what does not fit the minute waits', () => parkOne(stage, first));
  const paced = await checks.step('Mails: paced, handed over, told', () =>
    sendPaced(stage, first, 'first', { limit: FIRST.limit, version }),
  );
  const urgent = await checks.step('Mails: by the other queue', () => sendUrgent(stage, first));
  await checks.step('Mails: what is none is rejected', () => rejectOne(stage, first));
  const [bounced] = paced;
  if (!bounced) throw new Error('no mail was sent');
  await checks.step('A bounce quarantines its address', async () => {
    await quarantine(stage, first, bounced);
    await suppress(stage, first, bounced.to, 'suppressed-before');
  });
  const second = await checks.step('cdk deploy: an update in place', () => update(stage, first));
  const next = await checks.step('Rules: the next release', () => syncRules(stage, second, SECOND));
  const later = await checks.step('Mails: at the new level, by the new rule', () =>
    sendPaced(stage, second, 'second', { limit: SECOND.limit, version: next }),
  );
  await checks.step('What was there before the update', async () => {
    await resume(stage, second, paused);
    await checkWhatStayed(stage, second, { paced, slow });
    await sweeperRan(stage, second);
    await checkOnce(stage, second, [...slow, ...paced, urgent, ...later, paused]);
  });
  if (!kept) await checks.step('cdk destroy', () => takeDown(stage, second, bounced));
}
