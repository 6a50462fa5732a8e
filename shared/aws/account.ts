import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { type AccountLimits, SANDBOX } from '../control/account.ts';
import type { EpochMillis } from '../time/units.ts';

/** Asks SES what the account may send (SES v2 API reference, GetAccount); SES allows about one such call a second. */
export async function readAccount(client: SESv2Client, readAt: EpochMillis): Promise<AccountLimits> {
  const { SendQuota: quota, SendingEnabled: enabled } = await client.send(new GetAccountCommand({}));
  return {
    maxSendRate: quota?.MaxSendRate ?? SANDBOX.maxSendRate,
    max24HourSend: quota?.Max24HourSend ?? SANDBOX.max24HourSend,
    sentLast24Hours: quota?.SentLast24Hours ?? SANDBOX.sentLast24Hours,
    sendingEnabled: enabled ?? SANDBOX.sendingEnabled,
    readAt,
  };
}
