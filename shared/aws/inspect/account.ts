import { GetAccountCommand, type SESv2Client } from '@aws-sdk/client-sesv2';

/** How an account stands with SES (SES v2 API reference, GetAccount). */
export interface SesAccount {
  /** Out of the sandbox. */
  readonly production: boolean;
  readonly sendingEnabled: boolean;
  /** HEALTHY, PROBATION or SHUTDOWN. */
  readonly enforcement: string;
  readonly maxSendRate: number;
  /** −1: none. */
  readonly max24HourSend: number;
  readonly sentLast24Hours: number;
  /** Reasons for which SES puts addresses on the account's suppression list, where no configuration set says otherwise. */
  readonly suppressedReasons: readonly string[];
}

export async function inspectAccount(client: SESv2Client): Promise<SesAccount> {
  const answer = await client.send(new GetAccountCommand({}));
  const { SendQuota: quota } = answer;
  return {
    production: answer.ProductionAccessEnabled === true,
    sendingEnabled: answer.SendingEnabled === true,
    enforcement: answer.EnforcementStatus ?? 'unknown',
    maxSendRate: quota?.MaxSendRate ?? 0,
    max24HourSend: quota?.Max24HourSend ?? 0,
    sentLast24Hours: quota?.SentLast24Hours ?? 0,
    suppressedReasons: answer.SuppressionAttributes?.SuppressedReasons ?? [],
  };
}
