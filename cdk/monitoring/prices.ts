/**
 * Dollars, for the estimate on the dashboard: us-east-1, lists read in 2026-07 (SES à la carte: Price List API 2026-07-22;
 * DynamoDB on demand, Lambda arm64, SQS standard: their pricing pages). No free tiers, no discounts.
 */
export const PRICES = {
  sesMail: 0.1 / 1_000,
  dynamodbWriteUnit: 0.625 / 1_000_000,
  dynamodbReadUnit: 0.125 / 1_000_000,
  lambdaRequest: 0.2 / 1_000_000,
  lambdaGigabyteSecond: 0.0000133334,
  sqsRequest: 0.4 / 1_000_000,
} as const;
