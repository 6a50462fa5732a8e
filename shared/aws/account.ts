import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import { type AccountLimits, SANDBOX } from '../control/account.ts';
import type { EpochMillis } from '../time/units.ts';

/** Asks SES what the account may send (SES v2 API reference, GetAccount); SES allows about one such call a second. */
export async function readAccount(client: SESv2Client, readAt: EpochMillis): Promise<AccountLimits> {
  const account = await client.send(new GetAccountCommand({}));
  const { SendQuota: quota, SendingEnabled: enabled, ProductionAccessEnabled: productionAccess } = account;
  const { EnforcementStatus: enforcement } = account;
  return {
    maxSendRate: quota?.MaxSendRate ?? SANDBOX.maxSendRate,
    max24HourSend: quota?.Max24HourSend ?? SANDBOX.max24HourSend,
    sentLast24Hours: quota?.SentLast24Hours ?? SANDBOX.sentLast24Hours,
    sendingEnabled: enabled ?? SANDBOX.sendingEnabled,
    ...(productionAccess === undefined ? {} : { productionAccess }),
    ...(enforcement === undefined ? {} : { enforcement }),
    readAt,
  };
}
