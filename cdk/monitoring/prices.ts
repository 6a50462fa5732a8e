import table from '../../shared/limits/prices.json' with { type: 'json' };

const { perMillion } = table;
const MILLION = 1_000_000;

/** Dollars, for the estimate on the dashboard: list prices of us-east-1, no free tiers, no discounts; the table has the sources. */
export const PRICES = {
  /** SES à la carte (Price List API, 2026-07-22). */
  sesMail: 0.1 / 1_000,
  dynamodbWriteUnit: perMillion.dynamodbWriteUnits / MILLION,
  dynamodbReadUnit: perMillion.dynamodbReadUnits / MILLION,
  lambdaRequest: perMillion.lambdaInvocations / MILLION,
  lambdaGigabyteSecond: perMillion.lambdaGbSeconds / MILLION,
  sqsRequest: perMillion.sqsRequests / MILLION,
} as const;
