import { preciseNow } from './accept-log.ts';
import { afterFailure } from './after-failure.ts';
import { type AftermathDeps, bounced, delivered } from './aftermath.ts';
import { type AcceptedMail, type Leg, legsOf } from './legs.ts';
import { bouncePayload, delayPayload, expiredPayload } from './payloads.ts';
import { bareAddress, domainOf } from './send-request.ts';
import { simulated } from './simulator.ts';
import type { SmtpPool, SmtpResult } from './smtp-pool.ts';
import { createTimers, type Timers } from './timers.ts';
import { bounceKindOf, failureOf } from './verdict.ts';
import { createWorkQueue } from './work-queue.ts';

export interface DeliveryDeps extends AftermathDeps {
  readonly pool: SmtpPool;
  readonly retryAfterMillis: readonly number[];
}

/** What becomes of accepted mail: handed over by SMTP, tried again, bounced, suppressed or rejected. */
export interface Delivery {
  accept(mail: AcceptedMail): void;
  stop(): void;
}

/** Hand-overs at once, over all providers. */
const CONCURRENCY = 40;
/** The default of MaxDeliverySeconds: 14 h (SES v2 API, DeliveryOptions). */
const DEFAULT_MAX_DELIVERY_SECONDS = 50_400;

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

async function tryOnce(
  { resolve, pool }: DeliveryDeps,
  { mail, content, recipient }: Leg,
): Promise<SmtpResult> {
  const answer = simulated(recipient);
  if (answer) return answer;
  const domain = domainOf(bareAddress(recipient));
  const routes = resolve(domain);
  if (!routes) return { ok: false, reply: `550 5.4.4 No mail exchanger found for ${domain}` };
  return pool.send(routes.hosts, {
    from: mail.from,
    sender: bareAddress(mail.from),
    recipient: bareAddress(recipient),
    messageId: mail.messageId,
    content,
  });
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
    const kind = bounceKindOf(failure, deps.namesUnknownUsers);
    bounced(deps, mail, recipient, bouncePayload(recipient, failure, kind, at));
    return;
  }
  if (attempt === 0) deps.publish(mail, 'DeliveryDelay', delayPayload(recipient, failure, expiresAt, at));
  timers.later(step.afterMillis, () => {
    if (step.kind === 'retry') return again({ ...leg, attempt: attempt + 1 });
    const max = { seconds: maxSeconds, custom: custom !== undefined };
    bounced(deps, mail, recipient, expiredPayload(recipient, failure, max, expiresAt));
  });
}
