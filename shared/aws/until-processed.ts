/** DynamoDB kept refusing part of a batch; the caller's source is tried again later. */
export class BatchUnprocessedError extends Error {
  override readonly name = 'BatchUnprocessedError';
  constructor(table: string, tries: number) {
    super(`${table}: part of a batch was not processed in ${tries} tries; the table is being throttled`);
  }
}

const TRIES = 6;
const FIRST_WAIT_MILLIS = 25;

/**
 * Repeats a batch call with what it left unprocessed, waiting longer each time, as DynamoDB asks for (API reference,
 * BatchGetItem and BatchWriteItem). `call` answers what is left, undefined when nothing is.
 */
export async function untilProcessed<T>(
  table: string,
  first: T,
  call: (request: T) => Promise<T | undefined>,
  sleep: (milliseconds: number) => Promise<unknown>,
): Promise<void> {
  let left: T | undefined = first;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    left = await call(left);
    if (left === undefined) return;
    await sleep(FIRST_WAIT_MILLIS * 2 ** attempt);
  }
  throw new BatchUnprocessedError(table, TRIES);
}
