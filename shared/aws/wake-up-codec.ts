import type { WakeUp } from '../ports/queues.ts';
import type { QuotaKey } from '../quota/key.ts';

/** The body of a wake-up. */
export const encodeWakeUp = ({ key, wakeNo }: WakeUp): string => JSON.stringify({ key, wakeNo });

/** A wake-up out of a message's body; undefined when it is none. */
export function decodeWakeUp(body: string): WakeUp | undefined {
  try {
    const { key, wakeNo } = JSON.parse(body) as Partial<WakeUp>;
    return typeof key === 'string' && Number.isInteger(wakeNo)
      ? { key: key as QuotaKey, wakeNo: Number(wakeNo) }
      : undefined;
  } catch {
    return undefined;
  }
}
