import { preciseNow } from './accept-log.ts';
import { accountAnswer, type SesAccount } from './account.ts';
import { notFound, type SesError, tooManyCalls } from './errors.ts';
import type { SuppressionList } from './suppression-list.ts';

/** A request as it came in. */
export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

export interface ControlDeps {
  readonly account: SesAccount;
  readonly suppression: SuppressionList;
  /** Undefined lets the call pass. */
  readonly throttle: () => SesError | undefined;
}

const SUPPRESSION_PATH = '/v2/email/suppression/addresses';
const SECOND = 1_000;

/** Lets one call a second pass, the first at once. */
export function throttleCalls(now: () => number): () => SesError | undefined {
  let next = 0;
  return () => {
    const at = now();
    if (at < next) return tooManyCalls;
    next = at + SECOND;
    return undefined;
  };
}

/** Answers calls other than SendEmail: GetAccount, and the suppression list. */
export function answerControl(
  { account, suppression, throttle }: ControlDeps,
  { method, url, body }: Call,
): object | SesError {
  const { pathname, searchParams } = url;
  const isAccount = method === 'GET' && pathname === '/v2/email/account';
  if (!isAccount && !pathname.startsWith(SUPPRESSION_PATH))
    return notFound(`The local SES has no ${pathname}.`);
  const refused = throttle();
  if (refused) return refused;
  if (isAccount) return accountAnswer(account, preciseNow());
  const address = pathname.slice(SUPPRESSION_PATH.length + 1);
  return suppression.call(method, address ? decodeURIComponent(address) : undefined, searchParams, body);
}
