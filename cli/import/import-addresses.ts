import { inFlight } from '../../shared/aws/in-flight.ts';
import type { Clock, Random } from '../../shared/ports/clock.ts';
import type { QuarantineStore } from '../../shared/ports/quarantine-store.ts';
import type { KeyOf } from '../../shared/quarantine/address-key.ts';
import type { QuarantinePolicy } from '../../shared/quarantine/policy.ts';
import { SECOND } from '../../shared/time/units.ts';
import { UserError } from '../user-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Row } from './fields.ts';
import { type Listed, listAddress } from './list-address.ts';
import { type ListingDefaults, readListing } from './listing.ts';

/** Where imported addresses go. */
export interface ImportPorts {
  readonly quarantine: QuarantineStore;
  readonly keyOf: KeyOf;
  readonly policy: QuarantinePolicy;
  readonly clock: Clock;
  readonly random: Random;
}

/** A row that was not imported. */
export interface RefusedRow {
  readonly line: number;
  /** Addresses are masked. */
  readonly problem: string;
}

/** What became of the rows. */
export interface ImportCounts extends Readonly<Record<Listed, number>> {
  readonly refused: number;
  /** The first of them. */
  readonly refusals: readonly RefusedRow[];
}

/** How an import goes about it. */
export interface ImportOptions {
  readonly defaults: ListingDefaults;
  readonly checkpoint: Checkpoint;
  /** Gets the number of rows done so far. */
  readonly onProgress: (rows: number, counts: ImportCounts) => void;
}

/** What an import came to. */
export interface Imported {
  readonly rows: number;
  /** Rows that an import before had done already. */
  readonly resumed: number;
  readonly counts: ImportCounts;
}

/** Refused rows named one by one; more are counted, so that a wrong file needs no memory. */
const NAMED = 20;

/** Rows between two looks at the clock, and writes at the same time: a table on demand takes 4,000 a second at first. */
const CHUNK = 1_000;
const IN_FLIGHT = 50;

const SAVE_EVERY = SECOND;

const NOTHING: ImportCounts = { added: 0, merged: 0, known: 0, over: 0, refused: 0, refusals: [] };

type Result = { readonly kind: Listed } | ({ readonly kind: 'refused' } & RefusedRow);

const counted = (counts: ImportCounts, results: readonly Result[]): ImportCounts => {
  const count = (kind: Result['kind']) => counts[kind] + results.filter((one) => one.kind === kind).length;
  const refusals = results.flatMap((one) =>
    one.kind === 'refused' ? [{ line: one.line, problem: one.problem }] : [],
  );
  return {
    added: count('added'),
    merged: count('merged'),
    known: count('known'),
    over: count('over'),
    refused: count('refused'),
    refusals: [...counts.refusals, ...refusals].slice(0, NAMED),
  };
};

async function importRow(ports: ImportPorts, row: Row, defaults: ListingDefaults): Promise<Result> {
  const read = readListing(row, defaults);
  if (!read.ok) return { kind: 'refused', line: row.line, problem: read.problem };
  return { kind: await listAddress(ports, read.listing) };
}

async function* inChunks(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  let chunk: Row[] = [];
  for await (const row of rows) {
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function* after(rows: AsyncIterable<Row>, done: number): AsyncGenerator<Row> {
  let passed = 0;
  for await (const row of rows) {
    passed += 1;
    if (passed > done) yield row;
  }
}

/**
 * Lists every address of `rows`; memory does not grow with their number. What broke off goes on at its checkpoint, and
 * importing again changes nothing, for acts bear the time of their row. Throws a UserError when it has to stop.
 */
export async function importAddresses(
  ports: ImportPorts,
  rows: AsyncIterable<Row>,
  { defaults, checkpoint, onProgress }: ImportOptions,
): Promise<Imported> {
  const begun = await checkpoint.load();
  const resumed = begun?.rows ?? 0;
  let done = resumed;
  let counts = begun?.counts ?? NOTHING;
  let savedAt = ports.clock.now();
  try {
    for await (const chunk of inChunks(after(rows, resumed))) {
      counts = counted(counts, await inFlight(IN_FLIGHT, chunk, (row) => importRow(ports, row, defaults)));
      done += chunk.length;
      onProgress(done, counts);
      if (ports.clock.now() - savedAt < SAVE_EVERY) continue;
      await checkpoint.save({ rows: done, counts });
      savedAt = ports.clock.now();
    }
  } catch (cause) {
    if (done === resumed) throw cause;
    await checkpoint.save({ rows: done, counts });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`stopped after ${done} rows: ${why}; the same command goes on from there`, { cause });
  }
  await checkpoint.remove();
  return { rows: done, resumed, counts };
}
