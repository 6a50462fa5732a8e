import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../ports/clock.ts';
import { type EpochMillis, SECOND } from '../time/units.ts';

/** The header tells whole seconds (RFC 9110 §5.6.7), and an answer takes a while: a clock this close is right. */
const CLOSE = 2 * SECOND;

/** What an answer says of the time, in the middle of its second. */
function dateOf(response: unknown): EpochMillis | undefined {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return undefined;
  const { date } = response.headers as Readonly<Record<string, string | undefined>>;
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? undefined : at + SECOND / 2;
}

/**
 * Goes by the clock of `client`'s server as soon as that has answered once, where `own` is wrong. For people's machines: how
 * long keys wait after a change of rules is counted from when it was written.
 */
export function createServerClock(client: DynamoDBClient, own: Clock): Clock {
  let offset = 0;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const at = dateOf(result.response);
      const difference = at === undefined ? 0 : at - own.now();
      if (at !== undefined) offset = Math.abs(difference) > CLOSE ? difference : 0;
      return result;
    },
    { step: 'deserialize', name: 'serverClock' },
  );
  return { now: () => own.now() + offset, sleep: (milliseconds) => own.sleep(milliseconds) };
}
