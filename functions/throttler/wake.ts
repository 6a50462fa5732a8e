import type { SQSRecord } from 'aws-lambda';
import { decodeWakeUp } from '../../shared/aws/wake-up-codec.ts';
import { maskAddresses } from '../../shared/text/mask-address.ts';
import type { ThrottlerPorts } from '../../shared/throttler/ports.ts';
import { pump } from '../../shared/throttler/pump.ts';
import type { EpochMillis } from '../../shared/time/units.ts';

/**
 * Answers wake-ups, their keys at the same time. A wake-up that fails is not tried again: its number is spent, and the
 * sweeper finds the key when its lease is over.
 */
export async function wake(
  ports: ThrottlerPorts,
  records: readonly SQSRecord[],
  deadline: EpochMillis,
): Promise<ReadonlySet<string>> {
  await Promise.all(
    records.map(async ({ messageId, body }) => {
      const wakeUp = decodeWakeUp(body);
      if (!wakeUp) return ports.log.warn('no wake-up', { recordId: messageId });
      try {
        await pump(ports, wakeUp, deadline);
      } catch (cause) {
        ports.log.warn('pump failed', { key: wakeUp.key, cause: maskAddresses(String(cause)) });
        ports.log.count('PumpFailed');
      }
    }),
  );
  ports.log.info('woken', { wakeUps: records.length });
  return new Set();
}
