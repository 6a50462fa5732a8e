import * as z from 'zod';
import { advise, record, text } from './parameter-fields.ts';

/**
 * Regions in which SES receives mail (AWS General Reference, "Amazon SES endpoints and quotas", table of e-mail receiving
 * endpoints, as known in November 2026). GovCloud and the youngest regions are not among them.
 */
export const RECEIVING_REGIONS: readonly string[] = [
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-north-1', 'eu-south-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3'],
  ...['af-south-1', 'il-central-1', 'me-south-1'],
];

/** SES API reference, ReceiptRuleSetMetadata. */
const ruleSet = text(
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}[A-Za-z0-9]$|^[A-Za-z0-9]$/,
  'write the name of a receipt rule set that exists at SES',
);

/** A domain, a domain with the ones below it (`.example.com`), or an address (SES Developer Guide, "Receipt rules"). */
const recipient = text(
  /^(?:[^\s@]+@|\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i,
  'write an address or a domain that mail is returned to, as bounces@example.com',
);

/** Where mail is returned to; without `ruleSet` it comes into the bucket by other ways alone. */
export const returnedMail = record({
  ruleSet: ruleSet.optional(),
  recipients: z
    .array(recipient, { error: advise('write a list of addresses or domains') })
    .min(1, { error: 'write at least one address or domain' })
    .optional(),
}).refine((given) => (given.ruleSet === undefined) === (given.recipients === undefined), {
  error: 'write both ruleSet and recipients to receive by SES, or {} to put mail into the bucket yourself',
});

/** What is wrong with receiving by SES in this region, if it is known. */
export function receivingProblem(
  region: string | undefined,
  ruleSetName: string | undefined,
): string | undefined {
  if (ruleSetName === undefined || region === undefined || RECEIVING_REGIONS.includes(region))
    return undefined;
  return (
    `returnedMail.ruleSet: SES receives no mail in ${region}; write returnedMail {} and have another server put ` +
    `returned mail into the bucket (docs/returned-mail.md), or deploy to one of ${RECEIVING_REGIONS.join(', ')}`
  );
}
