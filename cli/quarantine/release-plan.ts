import { inFlight } from '../../shared/aws/in-flight.ts';
import type { AddressRecord, EvidenceStore } from '../../shared/ports/quarantine-store.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Connection } from '../connection.ts';
import { type Filter, isMeant, type Listed, listedOf } from './listed.ts';

/** What a release can name an address by, besides the address itself: an outage is undone by its words or its rule. */
export interface ReleaseFilter extends Omit<Filter, 'lists'> {
  /** A bounce rule that judged a reply of the address. */
  readonly rule?: string;
  /** Words of such a reply, in any case. */
  readonly text?: string;
  /** Complaints are meant too. */
  readonly complaints: boolean;
}

/** What a release would do. */
export interface ReleasePlan {
  readonly release: readonly Listed[];
  /** Named, and on the denylist: they stay unless complaints are meant. */
  readonly complaintsKept: number;
  /** Named, and on neither list. */
  readonly notListed: number;
}

/** Evidence of several addresses is read at the same time. */
const CHUNK = 200;
const IN_FLIGHT = 20;

async function wasSaid(
  evidence: Pick<EvidenceStore, 'of'>,
  { key, reason }: Listed,
  { rule, text }: ReleaseFilter,
) {
  if (rule === undefined && text === undefined) return true;
  const words = text?.toLowerCase();
  return (await evidence.of(key)).some(
    (said) =>
      (reason === undefined || said.reason === reason) &&
      (rule === undefined || said.bounceRule === rule) &&
      (words === undefined || said.reply?.toLowerCase().includes(words) === true),
  );
}

type Fate = Listed | 'complaintKept' | 'notListed' | 'notMeant';

async function fateOf(
  evidence: Pick<EvidenceStore, 'of'>,
  record: AddressRecord,
  filter: ReleaseFilter,
  now: EpochMillis,
): Promise<Fate> {
  const places = listedOf(record, now).filter(({ list }) => list === 'quarantine' || list === 'denylist');
  if (places.length === 0) return 'notListed';
  const meant = places.find((place) => isMeant({ ...filter, lists: ['quarantine', 'denylist'] }, place));
  if (!meant || !(await wasSaid(evidence, meant, filter))) return 'notMeant';
  const isDenied = places.some(({ list }) => list === 'denylist');
  return isDenied && !filter.complaints ? 'complaintKept' : meant;
}

async function* inChunks(records: AsyncIterable<AddressRecord>): AsyncGenerator<readonly AddressRecord[]> {
  let chunk: AddressRecord[] = [];
  for await (const record of records) {
    chunk.push(record);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
}

/** Which of the records a release means, and which of them it leaves. */
export async function planRelease(
  { evidence, clock }: Pick<Connection, 'evidence' | 'clock'>,
  records: AsyncIterable<AddressRecord>,
  filter: ReleaseFilter,
): Promise<ReleasePlan> {
  const release: Listed[] = [];
  let complaintsKept = 0;
  let notListed = 0;
  for await (const chunk of inChunks(records)) {
    const fates = await inFlight(IN_FLIGHT, chunk, (record) => fateOf(evidence, record, filter, clock.now()));
    for (const fate of fates) {
      if (typeof fate === 'object') release.push(fate);
      else if (fate === 'complaintKept') complaintsKept += 1;
      else if (fate === 'notListed') notListed += 1;
    }
  }
  return { release, complaintsKept, notListed };
}
