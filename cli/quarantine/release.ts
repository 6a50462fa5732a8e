import { inFlight } from '../../shared/aws/in-flight.ts';
import { recordEntries } from '../../shared/quarantine/record-entries.ts';
import { suppressionOf } from '../../shared/quarantine/standing.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Giver } from '../commands/orders.ts';
import type { Connection } from '../connection.ts';
import { liftAtSes } from './lift-at-ses.ts';
import type { Listed } from './listed.ts';

/** What releasing needs of a connection. */
export type Releasing = Pick<Connection, 'quarantine' | 'suppressionList' | 'rules' | 'clock' | 'random'>;

/** How addresses are released. */
export interface ReleaseOptions {
  readonly giver: Giver;
  /** When it was asked for: what comes while SES's list is being lifted is newer, and stands. */
  readonly at: EpochMillis;
  readonly complaints: boolean;
  /** Leaves SES's own list alone. */
  readonly keepAtSes: boolean;
  readonly onProgress: (text: string) => void;
}

/** What a release has done. */
export interface Released {
  readonly released: number;
  readonly liftedAtSes: number;
  /** On SES's list for a complaint, and so not released. */
  readonly complaintsAtSes: number;
  /** Something newer than the command stands against them. */
  readonly listedMeanwhile: number;
}

const IN_FLIGHT = 50;
const SHOWN_EVERY = 1_000;

/**
 * Releases addresses at SES first, then here: what breaks off in between still is in quarantine, and the same command
 * finds it again.
 */
export async function release(
  connection: Releasing,
  addresses: readonly Pick<Listed, 'key' | 'address'>[],
  { giver, at, complaints, keepAtSes, onProgress }: ReleaseOptions,
): Promise<Released> {
  const { suppressionList, rules, clock } = connection;
  const names = new Set(keepAtSes ? [] : addresses.flatMap(({ address }) => address ?? []));
  const atSes = await liftAtSes(suppressionList, names, { complaints, onProgress });
  const { quarantine: policy } = (await rules.active()).current;
  const entry = { kind: 'act', act: 'release', at, ...giver } as const;
  const rest = addresses.filter(({ address = '' }) => !atSes.complaints.has(address));
  let done = 0;
  let listedMeanwhile = 0;
  await inFlight(IN_FLIGHT, rest, async ({ key, address }) => {
    const subject = address ? { key, address } : { key };
    const { after } = await recordEntries(connection, subject, [entry], policy);
    if (suppressionOf(after, 'marketing', clock.now())) listedMeanwhile += 1;
    done += 1;
    if (done % SHOWN_EVERY === 0) onProgress(`released ${done} of ${rest.length} …`);
  });
  return {
    released: done - listedMeanwhile,
    liftedAtSes: atSes.lifted,
    complaintsAtSes: atSes.complaints.size,
    listedMeanwhile,
  };
}
