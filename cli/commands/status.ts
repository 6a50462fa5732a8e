import { inFlight } from '../../shared/aws/in-flight.ts';
import { emptyItem } from '../../shared/ports/quota-store.ts';
import { dnsKeyDomain, type QuotaKey } from '../../shared/quota/key.ts';
import { type KeyStatus, keyStatus } from '../../shared/quota/key-status.ts';
import { HOUR } from '../../shared/time/units.ts';
import type { Connection } from '../connection.ts';
import { duration } from '../duration.ts';
import { table } from '../table.ts';

/** One key as it stands now; a key that nothing was taken from is idle. */
export async function readKeyStatus(
  { quota, backlog, clock }: Pick<Connection, 'quota' | 'backlog' | 'clock'>,
  key: QuotaKey,
): Promise<KeyStatus> {
  const item = (await quota.load([key])).get(key) ?? emptyItem(key);
  const waiting = item.chain.wakeAt === undefined ? 0 : await backlog.waiting(key);
  return keyStatus(item, waiting, clock.now());
}

/** Keys whose backlog is counted at the same time. */
const COUNTS_IN_FLIGHT = 20;

/** Every quota key that has been used or has mail waiting, the longest to drain first. */
export async function readStatus({
  scan,
  backlog,
  clock,
}: Pick<Connection, 'scan' | 'backlog' | 'clock'>): Promise<readonly KeyStatus[]> {
  const { items } = await scan();
  const mx = items.filter(({ key }) => dnsKeyDomain(key) !== undefined || !key.startsWith('account|'));
  const statuses = await inFlight(COUNTS_IN_FLIGHT, mx, async (item) => {
    const waiting = item.chain.wakeAt === undefined ? 0 : await backlog.waiting(item.key);
    return keyStatus(item, waiting, clock.now());
  });
  const worth = statuses.filter(({ limit, waiting }) => limit !== undefined || waiting > 0);
  return worth.sort(
    (one, other) =>
      (other.drainMillis ?? 0) - (one.drainMillis ?? 0) ||
      other.waiting - one.waiting ||
      (one.key < other.key ? -1 : 1),
  );
}

const rowOf = (status: KeyStatus): readonly string[] => [
  status.key,
  status.limit === undefined ? '–' : `${status.limit}/${status.periodMillis === HOUR ? 'h' : 'min'}`,
  String(status.used),
  String(status.waiting),
  status.drainMillis === undefined ? '–' : duration(status.drainMillis),
  status.state,
];

/** The status as people read it; USED counts the last period of each limit. */
export function printStatus(statuses: readonly KeyStatus[]): string {
  if (statuses.length === 0) return 'No quota key has been used yet.';
  return table(['QUOTA KEY', 'LIMIT', 'USED', 'WAITING', 'TO DRAIN', 'STATE'], statuses.map(rowOf));
}
