import {
  DeleteSuppressedDestinationCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  NotFoundException,
  type SESv2Client,
  type SuppressedDestinationSummary,
} from '@aws-sdk/client-sesv2';
import type { Clock } from '../ports/clock.ts';
import type { SuppressedAddress, SuppressionList } from '../ports/suppression-list.ts';
import { SECOND } from '../time/units.ts';

/** Most entries of one answer (SES v2 API reference, ListSuppressedDestinations, PageSize). */
const PAGE_SIZE = 1_000;

/** One call a second is what SES grants an account's management calls. */
const CALL_EVERY = SECOND;

const suppressed = (entry: SuppressedDestinationSummary): SuppressedAddress => ({
  address: entry.EmailAddress ?? '',
  reason: entry.Reason === 'COMPLAINT' ? 'COMPLAINT' : 'BOUNCE',
  since: entry.LastUpdateTime?.getTime() ?? 0,
});

/** Lets a call go a second after the one before at the earliest. */
function createPace({ now, sleep }: Clock): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + CALL_EVERY;
    if (at > now()) await sleep(at - now());
  };
}

/** `undefined` where SES knows no such address. */
async function ifFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** The account's suppression list by SES v2. */
export function createSuppressionList(client: SESv2Client, clock: Clock): SuppressionList {
  const turn = createPace(clock);
  async function* all(): AsyncGenerator<SuppressedAddress> {
    let next: string | undefined;
    do {
      await turn();
      const input = { PageSize: PAGE_SIZE, ...(next ? { NextToken: next } : {}) };
      const page = await client.send(new ListSuppressedDestinationsCommand(input));
      yield* (page.SuppressedDestinationSummaries ?? []).map(suppressed);
      next = page.NextToken;
    } while (next);
  }
  return {
    all,
    get: async (EmailAddress) => {
      await turn();
      const found = await ifFound(client.send(new GetSuppressedDestinationCommand({ EmailAddress })));
      return found?.SuppressedDestination && suppressed(found.SuppressedDestination);
    },
    lift: async (EmailAddress) => {
      await turn();
      return (
        (await ifFound(client.send(new DeleteSuppressedDestinationCommand({ EmailAddress })))) !== undefined
      );
    },
  };
}
