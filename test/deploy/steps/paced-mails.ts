import { readKeyStatus } from '../../../cli/commands/status.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';
import { TOLERANCES } from '../../../shared/quota/period.ts';
import { spacingOf } from '../../../shared/quota/spacing.ts';
import { enqueue, mailsTo, PACED_KEY, type TestMail } from '../mails.ts';
import { outcomesOf, type Pipeline, type Stage, sentTo } from '../stage.ts';

/** The distances of the departure times that the mails kept to, microseconds. */
async function slotGaps({ connection }: Pipeline, mails: readonly TestMail[]): Promise<readonly number[]> {
  const records = await Promise.all(mails.map(({ id }) => connection.delivery.get(id as MailId)));
  const slots = records.map((record) => record?.slot ?? 0).sort((one, other) => one - other);
  return slots.slice(1).map((slot, at) => slot - (slots[at] ?? 0));
}

/** What each event says of the rules that the mail went by. */
const rulesOf = (events: readonly OutcomeEvent[]) => events.map(({ rule, ruleSet }) => ({ rule, ruleSet }));

/** Four mails to one provider leave at the pace of `limit` an hour, by the rules of `version`; upstream hears of each. */
export async function sendPaced(
  stage: Stage,
  pipeline: Pipeline,
  prefix: string,
  { limit, version }: { readonly limit: number; readonly version: string },
): Promise<readonly TestMail[]> {
  const { checks, cloud } = stage;
  const mails = mailsTo('paced.example', prefix, 4);
  await enqueue(
    cloud.sqs,
    pipeline.connection.deployment.outboundQueueUrl,
    mails.map(({ body }) => body),
  );
  const addresses = mails.map(({ to }) => to);
  const sent = await checks.eventually('SES gets four mails', 60, sentTo(stage, addresses));
  const texts = sent.map(({ text }) => text).sort();
  checks.equal('with their own contents', texts, mails.map(({ id }) => `This is ${id}.`).sort());
  const ids = mails.map(({ id }) => id);
  const told = await checks.eventually(
    'upstream hears that each is handedOver',
    30,
    outcomesOf(pipeline, 'handedOver', ids),
  );
  checks.equal('by the rules in force', rulesOf(told), Array(4).fill({ rule: 'google', ruleSet: version }));
  const spacing = spacingOf(limit, TOLERANCES.hour);
  const gaps = await slotGaps(pipeline, mails);
  checks.equal(
    `their slots are ${spacing / 1_000_000} s apart, ${limit} an hour`,
    Math.min(...gaps),
    spacing,
  );
  const status = await readKeyStatus(pipeline.connection, PACED_KEY as QuotaKey);
  checks.equal('mxp status tells that limit', status.limit, limit);
  return mails;
}
