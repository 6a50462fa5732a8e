import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { FeedState, RulesMode } from '../ports/rules-store.ts';
import type { RulesStanding } from '../sweeper/measure-rules.ts';
import { readRow } from './conditional.ts';
import { POINTER_KEY, pointerOf, STATE_KEY } from './rules-pointer.ts';

/** How the rules stand, without their overrides: two rows, once a minute. */
export async function readRulesStanding(client: DynamoDBClient, table: string): Promise<RulesStanding> {
  const [pointer, state] = await Promise.all([
    readRow(client, table, POINTER_KEY),
    readRow(client, table, STATE_KEY),
  ]);
  return {
    // The row is written by rules-state.ts alone: a field is what was put.
    mode: (state?.['mode'] ?? 'feed') as RulesMode,
    feed: (state?.['feed'] ?? {}) as unknown as FeedState,
    ...(pointer ? { pointer: pointerOf(pointer) } : {}),
  };
}
