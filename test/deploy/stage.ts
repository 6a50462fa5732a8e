import type { Connection } from '../../cli/connection.ts';
import type { OutcomeEvent, OutcomeKind } from '../../shared/outcome/event.ts';
import type { Cdk } from './cdk.ts';
import type { Checks, Look } from './checks.ts';
import type { Cloud, Resource } from './cloud.ts';
import type { SentMail } from './emulator/sent-mails.ts';
import type { Mxp } from './mxp.ts';
import type { Publisher } from './releases.ts';
import type { Subscriber } from './subscriber.ts';

/** What every step works on before the pipeline stands. */
export interface Stage {
  readonly checks: Checks;
  readonly cdk: Cdk;
  readonly cloud: Cloud;
  readonly publisher: Publisher;
  readonly mxp: Mxp;
  /** All mails that SES was handed, in order. */
  sent(): Promise<readonly SentMail[]>;
}

/** The deployed pipeline, as upstream and operators reach it. */
export interface Pipeline {
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly Resource[];
  /** As `mxp --stack` opens it. */
  readonly connection: Connection;
  readonly feedUrl: string;
  readonly upstream: Subscriber;
}

/** Looks for an event of each of the mails. */
export const outcomesOf =
  ({ upstream }: Pick<Pipeline, 'upstream'>, kind: OutcomeKind, ids: readonly string[]) =>
  async (): Promise<Look<readonly OutcomeEvent[]>> => {
    const all = await upstream.events();
    const found = ids.map((id) => all.find((event) => event.id === id && event.kind === kind));
    const there = found.filter((event) => event !== undefined);
    if (there.length === ids.length) return { found: there };
    return { seen: all.map((event) => `${event.id} ${event.kind}`) };
  };

/** Looks for a mail to each of the addresses at SES. */
export const sentTo =
  ({ sent }: Stage, addresses: readonly string[]) =>
  async (): Promise<Look<readonly SentMail[]>> => {
    const all = await sent();
    const found = all.filter(({ to }) => addresses.includes(to));
    return found.length >= addresses.length ? { found } : { seen: all.map(({ to }) => to) };
  };
