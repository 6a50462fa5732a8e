import type { Readable } from 'node:stream';
import type { AddressRecord } from '../../shared/ports/quarantine-store.ts';
import { UNKNOWN } from '../../shared/quarantine/standing.ts';
import type { Connection } from '../connection.ts';
import { openInput } from '../import/input.ts';
import { readRows } from '../import/rows.ts';
import { UserError } from '../user-error.ts';
import { addressOf } from './address.ts';

/**
 * The records of the addresses that a file names; an address without one has nothing against it. Throws a UserError at
 * the first line that names no address, before anything is done.
 */
export async function* recordsOfFile(
  { quarantine, addressKeys }: Pick<Connection, 'quarantine' | 'addressKeys'>,
  file: string,
  stdin: Readable,
): AsyncGenerator<AddressRecord> {
  const keyOf = await addressKeys.open();
  for await (const { line, address: text, problem } of readRows(await openInput(file, stdin))) {
    if (text === undefined) throw new UserError(`line ${line}: ${problem}`);
    const address = addressOf(text);
    const key = keyOf(address);
    const record = await quarantine.get(key);
    yield record ? { ...record, address } : { key, address, entries: [], standing: UNKNOWN, version: 0 };
  }
}
