import type { ResolveRoute } from '../mail-routes.ts';
import { preciseNow } from './accept-log.ts';
import { afterFailure } from './after-failure.ts';
import type { MessageContent } from './content.ts';
import type { EventMail, SesConfigurationSet } from './events.ts';
import {
  bouncePayload,
  complaintPayload,
  delayPayload,
  deliveryPayload,
  expiredPayload,
  suppressedBouncePayload,
} from './payloads.ts';
import type { PublishEvent } from './publisher.ts';
import { bareAddress, domainOf } from './send-request.ts';
import type { SmtpPool, SmtpResult } from './smtp-pool.ts';
import type { SuppressionList, SuppressionReason } from './suppression-list.ts';
import { createTimers, type Timers } from './timers.ts';
import { failureOf } from './verdict.ts';
import { createWorkQueue } from './work-queue.ts';

export interface AcceptedMail extends EventMail {
  readonly content: MessageContent;
}

export interface DeliveryDeps {
  readonly sets: Readonly<Record<string, SesConfigurationSet>>;
  readonly suppression: SuppressionList;
  readonly pool: SmtpPool;
  readonly resolve: ResolveRoute;
  readonly publish: PublishEvent;
  readonly retryAfterMillis: readonly number[];
  readonly complains: (recipient: string) => number | undefined;
}

/** What becomes of accepted mail: handed over by SMTP, tried again, bounced, suppressed or rejected. */
export interface Delivery {
  accept(mail: AcceptedMail): void;
  stop(): void;
}

type Sendable = Exclude<MessageContent, { kind: 'unrenderable' }>;

/** One recipient of a mail on its way. */
interface Leg {
  readonly mail: AcceptedMail;
  readonly content: Sendable;
  readonly recipient: string;
  readonly attempt: number;
}

/** Hand-overs at once, over all providers. */
const CONCURRENCY = 40;
/** The default of MaxDeliverySeconds: 14 h (SES v2 API, DeliveryOptions). */
const DEFAULT_MAX_DELIVERY_SECONDS = 50_400;
/** The harmless test virus that makes SES reject a mail (SES developer guide, mailbox simulator). */
const TEST_VIRUS = 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE';

export function createDelivery(deps: DeliveryDeps): Delivery {
  const queue = createWorkQueue(CONCURRENCY);
  const timers = createTimers();
  const handOver = (leg: Leg): void => {
    queue.add(async () => {
      const reply = await tryOnce(deps, leg);
      if (reply.ok) delivered(deps, leg, reply.reply, timers);
      else failed(deps, leg, reply.reply, timers, handOver);
    });
  };
  return {
    accept: (mail) => {
      for (const leg of legsOf(deps, mail)) handOver(leg);
    },
    stop: () => {
      queue.clear();
      timers.clear();
      deps.pool.close();
    },
  };
}

/** Publishes what is known at once and answers the recipients that mail is to be handed over for. */
function legsOf({ sets, suppression, publish }: DeliveryDeps, mail: AcceptedMail): readonly Leg[] {
  const { content, recipients } = mail;
  if (content.kind === 'unrenderable') {
    const { errorMessage, templateName } = content;
    publish(mail, 'Rendering Failure', { errorMessage, templateName });
    return [];
  }
  publish(mail, 'Send', {});
  if (isInfected(content)) {
    publish(mail, 'Reject', { reason: 'Bad content' });
    return [];
  }
  const applied = sets[mail.configurationSet ?? '']?.suppressedReasons ?? ['BOUNCE', 'COMPLAINT'];
  const reasonFor = (recipient: string) => {
    const reason = suppression.reasonOf(bareAddress(recipient));
    return reason && applied.includes(reason) ? reason : undefined;
  };
  for (const recipient of recipients) publishSuppressed(publish, mail, recipient, reasonFor(recipient));
  const open = recipients.filter((recipient) => reasonFor(recipient) === undefined);
  return open.map((recipient) => ({ mail, content, recipient, attempt: 0 }));
}

const isInfected = (content: Sendable): boolean =>
  content.kind === 'raw'
    ? Buffer.from(content.base64, 'base64').includes(TEST_VIRUS)
    : `${content.text ?? ''}${content.html ?? ''}`.includes(TEST_VIRUS);

function publishSuppressed(
  publish: PublishEvent,
  mail: AcceptedMail,
  recipient: string,
  reason: SuppressionReason | undefined,
): void {
  const at = preciseNow();
  if (reason === 'COMPLAINT') publish(mail, 'Complaint', complaintPayload(recipient, at, true));
  if (reason === 'BOUNCE') publish(mail, 'Bounce', suppressedBouncePayload(recipient, at));
}

async function tryOnce(
  { resolve, pool }: DeliveryDeps,
  { mail, content, recipient }: Leg,
): Promise<SmtpResult> {
  const domain = domainOf(bareAddress(recipient));
  const route = resolve(domain);
  if (!route) return { ok: false, reply: `550 5.4.4 No mail exchanger found for ${domain}` };
  return pool.send(route, {
    from: mail.from,
    sender: bareAddress(mail.from),
    recipient: bareAddress(recipient),
    messageId: mail.messageId,
    content,
  });
}

function delivered(
  { publish, complains }: DeliveryDeps,
  { mail, recipient }: Leg,
  reply: string,
  timers: Timers,
): void {
  const at = preciseNow();
  publish(mail, 'Delivery', deliveryPayload(recipient, reply, mail.acceptedAt, at));
  const after = complains(recipient);
  if (after === undefined) return;
  timers.later(after, () => publish(mail, 'Complaint', complaintPayload(recipient, at + after, false)));
}

/** Bounces what was refused for good; tries the rest again until the configuration set's time is over. */
function failed(
  deps: DeliveryDeps,
  leg: Leg,
  reply: string,
  timers: Timers,
  again: (leg: Leg) => void,
): void {
  const { mail, recipient, attempt } = leg;
  const failure = failureOf(reply);
  const at = preciseNow();
  const custom = deps.sets[mail.configurationSet ?? '']?.maxDeliverySeconds;
  const maxSeconds = custom ?? DEFAULT_MAX_DELIVERY_SECONDS;
  const expiresAt = mail.acceptedAt + maxSeconds * 1_000;
  const step = afterFailure({ failure, attempt, at, expiresAt }, deps.retryAfterMillis);
  if (step.kind === 'bounce') {
    deps.publish(mail, 'Bounce', bouncePayload(recipient, failure, at));
    return;
  }
  if (attempt === 0) deps.publish(mail, 'DeliveryDelay', delayPayload(recipient, failure, expiresAt, at));
  timers.later(step.afterMillis, () => {
    if (step.kind === 'retry') again({ ...leg, attempt: attempt + 1 });
    else
      deps.publish(
        mail,
        'Bounce',
        expiredPayload(recipient, failure, { seconds: maxSeconds, custom: custom !== undefined }, expiresAt),
      );
  });
}
