import { SQS_DELAY_SECONDS } from '../limits/sqs.ts';

/** Every queue port refuses delays that SQS does not know, with a RangeError and before anything is sent. */
export function checkDelay({ delaySeconds }: { readonly delaySeconds: number }): void {
  if (!Number.isInteger(delaySeconds) || delaySeconds < 0 || delaySeconds > SQS_DELAY_SECONDS)
    throw new RangeError(
      `delaySeconds is ${delaySeconds}: expected a whole number from 0 to ${SQS_DELAY_SECONDS}`,
    );
}
