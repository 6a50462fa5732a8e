import { setTimeout as sleep } from 'node:timers/promises';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SES_EVENT_TYPES } from '../../../local/servers/ses/events.ts';
import type { SendRequest } from '../../../local/servers/ses/send-request.ts';
import { type Fault, startSes } from '../../../local/servers/ses.ts';
import { createContentSource } from '../../../shared/aws/content-source.ts';
import { createControlStore } from '../../../shared/aws/control-store.ts';
import { createDeliveryStore } from '../../../shared/aws/delivery-store.ts';
import { createDoubtStore } from '../../../shared/aws/doubt-store.ts';
import { createMailQueue } from '../../../shared/aws/mail-queue.ts';
import { createMailer } from '../../../shared/aws/mailer.ts';
import { createOutcomePublisher } from '../../../shared/aws/outcome-publisher.ts';
import { classifierOf } from '../../../shared/bounce/classifier-of.ts';
import { readFeedback } from '../../../shared/bounce/read-feedback.ts';
import { sendBatch } from '../../../shared/delivery/send-batch.ts';
import { createMemoryRejectedQueue } from '../../../shared/memory/rejected-queue.ts';
import { createMemoryTrialStore } from '../../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../../shared/memory/unknown-texts.ts';
import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import { SILENT } from '../../../shared/ports/log.ts';
import type { Mailer } from '../../../shared/ports/mailer.ts';
import type { OutgoingMail } from '../../../shared/ports/queues.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';
import { HOUR, SECOND } from '../../../shared/time/units.ts';
import { startDynamoDb } from '../../contract/local-dynamodb.ts';
import { startMessaging } from '../../contract/local-messaging.ts';
import { active } from '../../property/world/rules.ts';
import { createQuarantine, keyOfAddress } from '../../support/quarantine.ts';
import { SETTINGS } from '../../support/settings.ts';

/** Long enough for a call on this machine, short enough to wait for one that hangs. */
const CALL_MILLIS = 1_000;

/** A client that tries once, as the sender's does. */
export const onceClient = (port: number) =>
  new SESv2Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

export const bodyOf = (id: string, fields: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    v: 1,
    id,
    to: `${id}@example.com`,
    from: 'Shop <news@shop.example>',
    campaign: 'spring',
    content: { simple: { subject: 'Hi', text: 'Hello' } },
    ...fields,
  });

/** The sender and the bounce function's reading on real protocols; SES is ours, and does what `play.fault` says. */
export async function startSenderWorld() {
  const [dynamodb, messaging] = await Promise.all([startDynamoDb(), startMessaging()]);
  const [deliveryQueue, priorityQueue, outcomes] = await Promise.all(
    ['delivery', 'priority', 'outcomes'].map(messaging.createQueue),
  );
  if (!deliveryQueue || !priorityQueue || !outcomes) throw new Error('a queue has no URL');
  await messaging.createBucket('content');
  const topicArn = await messaging.createTopic('outcomes', outcomes);
  const requests: SendRequest[] = [];
  const feedback: string[] = [];
  const play: { fault: (request: SendRequest) => Fault | undefined; skew: number } = {
    fault: () => undefined,
    skew: 0,
  };
  const ses = await startSes({
    limits: { maxSendRate: 1_000, max24HourSend: -1 },
    identities: ['shop.example', 'xn--bcher-kva.example'],
    sets: { 'set-14h': { destinations: [{ topicArn: 'feedback', types: SES_EVENT_TYPES }] } },
    templates: { welcome: { subject: 'Hi {{name}}', text: 'Hello {{name}}' } },
    resolve: () => undefined,
    publish: async (_arn, json) => feedback.push(json),
    onError: () => {},
    fault: (request) => {
      requests.push(request);
      return play.fault(request);
    },
  });
  const client = onceClient(ses.port);
  const mailer = createMailer(client, createContentSource(messaging.s3));
  const clock = { now: () => Date.now() + play.skew, sleep };
  const queue = (queueUrl: string) => createMailQueue({ client: messaging.sqs, queueUrl, log: SILENT });
  const back: OutgoingMail[] = [];
  const priority = queue(priorityQueue);
  const ports = {
    clock,
    control: createControlStore(dynamodb.client, 'Control'),
    delivery: createDeliveryStore(dynamodb.client, 'Delivery'),
    doubts: createDoubtStore(dynamodb.client, 'Doubt'),
    outcomes: createOutcomePublisher({ client: messaging.sns, topicArn, log: SILENT }),
    deliveryQueue: queue(deliveryQueue),
    priorityQueue: {
      send: (mails: readonly OutgoingMail[]) => {
        back.push(...mails);
        return priority.send(mails);
      },
    },
    settings: SETTINGS,
    log: SILENT,
  };
  const slotNow = (to: string) => ({
    key: 'default#mx.example.com' as QuotaKey,
    proof: 'the-proof',
    at: clock.now() * 1_000,
    early: 5_000,
    late: 30_000,
    call: CALL_MILLIS,
    rule: 'everyone-else',
    mx: 'mx.example.com',
    ruleSet: 'v1',
    address: keyOfAddress(to),
  });
  const send = (body: string, by: Mailer = mailer, doubtSince?: number) => {
    const now = clock.now();
    const life = { firstSeen: now - HOUR, expiresAt: now + 48 * HOUR };
    const doubt = doubtSince === undefined ? {} : { doubtSince };
    const envelope = {
      v: 1,
      ...life,
      lane: 2,
      hops: 0,
      slot: slotNow((JSON.parse(body) as { to: string }).to),
      ...doubt,
    } as const;
    return sendBatch({ ...ports, mailer: by }, [{ recordId: 'r1', body, envelope }], now + 5 * SECOND);
  };
  return {
    ses,
    s3: messaging.s3,
    mailer,
    play,
    requests,
    ports,
    send,
    /** SES's events so far, as the bounce function reads them. */
    hear: () =>
      readFeedback(
        {
          ...ports,
          ...createQuarantine().ports,
          rules: { active: async () => active({}) },
          rejected: createMemoryRejectedQueue(),
          trials: createMemoryTrialStore(),
          unknownTexts: createMemoryUnknownTexts(),
          classifierOf,
        },
        feedback.splice(0).map((body, at) => ({ recordId: `f${at}`, body })),
      ),
    /** What PriorityQueue was given for the mail, whether or not its delay is over. */
    returned: (id: string) => back.filter(({ body }) => JSON.parse(body).id === id),
    outcomes: async (id: string) => {
      const messages = await messaging.receiveAll(outcomes);
      const events = messages.flatMap(({ body }) => (JSON.parse(body) as { events: OutcomeEvent[] }).events);
      return events.filter((event) => event.id === id);
    },
    reset: () => {
      play.fault = () => undefined;
      play.skew = 0;
      requests.length = 0;
      feedback.length = 0;
    },
    stop: async () => {
      client.destroy();
      await ses.stop();
      await Promise.all([dynamodb.stop(), messaging.stop()]);
    },
  };
}

export type SenderWorld = Awaited<ReturnType<typeof startSenderWorld>>;
