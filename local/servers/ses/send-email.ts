import { randomBytes, randomUUID } from 'node:crypto';
import type { ResolveRoutes } from '../mail-routes.ts';
import { type AcceptLog, preciseNow } from './accept-log.ts';
import type { SesAccount } from './account.ts';
import { contentOf, type MessageContent, type SesTemplate } from './content.ts';
import type { Delivery } from './delivery.ts';
import { notFound, notVerified, type SesError } from './errors.ts';
import type { SesConfigurationSet } from './events.ts';
import type { AcceptedMail } from './legs.ts';
import { bareAddress, domainOf, recipientsOf, type SendRequest } from './send-request.ts';

export interface SendEmailDeps {
  /** Verified domains and addresses; `*` verifies all. */
  readonly identities: readonly string[];
  readonly sets: Readonly<Record<string, SesConfigurationSet>>;
  readonly templates: Readonly<Record<string, SesTemplate>>;
  readonly account: SesAccount;
  readonly log: AcceptLog;
  readonly resolve: ResolveRoutes;
  readonly delivery: Delivery;
}

/** Judges a call as SES does, and takes the mail when nothing speaks against it. */
export function sendEmail(
  deps: SendEmailDeps,
  request: SendRequest,
): { readonly ok: true; readonly messageId: string } | { readonly ok: false; readonly error: SesError } {
  const content = contentOf(request, deps.templates);
  const refusal = missing(deps, request) ?? ('errorType' in content ? content : undefined);
  if (refusal) return { ok: false, error: refusal };
  const recipients = recipientsOf(request);
  const throttled = deps.account.take(recipients.length, preciseNow());
  if (throttled) return { ok: false, error: throttled };
  const mail = acceptedMail(request, content as MessageContent);
  for (const recipient of recipients) {
    const mx = deps.resolve(domainOf(bareAddress(recipient)))?.mx;
    deps.log.append({ recipient, at: mail.acceptedAt, ...(mx === undefined ? {} : { mx }) });
  }
  deps.delivery.accept(mail);
  return { ok: true, messageId: mail.messageId };
}

function missing({ identities, sets }: SendEmailDeps, request: SendRequest): SesError | undefined {
  const from = bareAddress(request.FromEmailAddress);
  if (!isVerified(identities, from)) return notVerified(from);
  const set = request.ConfigurationSetName;
  if (set !== undefined && !Object.hasOwn(sets, set))
    return notFound(`Configuration set <${set}> does not exist.`);
  return undefined;
}

/** An address is verified by itself, by its domain, or by a domain above it (SES developer guide, identities). */
function isVerified(identities: readonly string[], address: string): boolean {
  const domain = domainOf(address);
  return identities.some(
    (identity) =>
      identity === '*' ||
      identity.toLowerCase() === address.toLowerCase() ||
      identity.toLowerCase() === domain ||
      domain.endsWith(`.${identity.toLowerCase()}`),
  );
}

function acceptedMail(request: SendRequest, content: MessageContent): AcceptedMail {
  const composed = content.kind === 'composed' ? content : undefined;
  const set = request.ConfigurationSetName;
  return {
    messageId: `${randomBytes(8).toString('hex')}-${randomUUID()}-000000`,
    acceptedAt: preciseNow(),
    from: request.FromEmailAddress,
    recipients: recipientsOf(request),
    subject: composed?.subject ?? '',
    headers: composed?.headers ?? [],
    tags: Object.fromEntries(request.EmailTags.map(({ Name, Value }) => [Name, Value])),
    content,
    ...(set === undefined ? {} : { configurationSet: set }),
  };
}
