import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { USAGES, type Usage, type UsageName } from './usage.ts';

const amount = z.number().min(0);

/** A price table: dollars for a million of each unit, and where each price was read. */
const schema = z.object({
  name: z.string(),
  date: z.iso.date(),
  currency: z.literal('USD'),
  perMillion: z.object(
    Object.fromEntries(USAGES.map((name) => [name, amount])) as Record<UsageName, typeof amount>,
  ),
  sources: z.record(z.string(), z.string()),
});

export type Prices = z.infer<typeof schema>;

/** Reads a price table; throws with what is wrong and how it should be. */
export function readPrices(file: string): Prices {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${file} is no price table: ${z.prettifyError(parsed.error)}; shared/limits/prices.json shows how`,
  );
}

/** Which units make one line of the bill. */
export const SERVICES = {
  SQS: ['sqsRequests'],
  DynamoDB: ['dynamodbWriteUnits', 'dynamodbReadUnits'],
  SNS: ['snsRequests'],
  S3: ['s3Puts', 's3Gets'],
  Lambda: ['lambdaInvocations', 'lambdaGbSeconds'],
  logs: ['logKilobytes'],
} as const satisfies Readonly<Record<string, readonly UsageName[]>>;

export type ServiceName = keyof typeof SERVICES;

/** Dollars for `mails` mails' usage, as if a million had been sent; by service. */
export function priceOf(
  { perMillion }: Prices,
  usage: Usage,
  mails: number,
): Readonly<Record<ServiceName, number>> {
  const costOf = (names: readonly UsageName[]) =>
    names.reduce((sum, name) => sum + (usage[name] / mails) * perMillion[name], 0);
  return Object.fromEntries(
    Object.entries(SERVICES).map(([service, names]) => [service, costOf(names)]),
  ) as Record<ServiceName, number>;
}

export const totalOf = (costs: Readonly<Record<string, number>>): number =>
  Object.values(costs).reduce((sum, cost) => sum + cost, 0);
