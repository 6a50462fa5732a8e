import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { EpochMillis } from '../../time/units.ts';

/** Who asks, and what AWS's clock says; nobody needs a right for it (STS API reference, GetCallerIdentity). */
export interface Caller {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
  /** Of the answer's Date header; absent where there was none. */
  readonly serverTime?: EpochMillis;
}

interface Answered {
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks AWS who the caller is. */
export async function inspectCaller(client = new STSClient({})): Promise<Caller> {
  let date: string | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      date = (answer.response as Answered).headers?.['date'];
      return answer;
    },
    { step: 'deserialize', priority: 'low', name: 'readDate', override: true },
  );
  const { Account = '', Arn = '' } = await client.send(new GetCallerIdentityCommand({}));
  const serverTime = date === undefined ? Number.NaN : Date.parse(date);
  const region = await client.config.region();
  return { account: Account, arn: Arn, region, ...(Number.isNaN(serverTime) ? {} : { serverTime }) };
}
