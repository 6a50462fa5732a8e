import { endMails } from '../delivery/end-mails.ts';
import { maskAddresses } from '../text/mask-address.ts';
import type { ThrottlerPorts } from './ports.ts';
import type { Ended } from './task.ts';

/** Ends the mails of records; answers the records to be tried again. A failure disturbs no others, so it never throws. */
export async function endRecords(ports: ThrottlerPorts, ended: readonly Ended[]): Promise<readonly string[]> {
  if (ended.length === 0) return [];
  try {
    const missed = await endMails(
      ports,
      ended.map(({ ending }) => ending),
    );
    return ended.filter((_, at) => missed.has(at)).map(({ recordId }) => recordId);
  } catch (cause) {
    ports.log.warn('mails not ended', { mails: ended.length, cause: maskAddresses(String(cause)) });
    return ended.map(({ recordId }) => recordId);
  }
}
