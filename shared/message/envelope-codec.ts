import * as z from 'zod';
import type { AddressKey } from '../quarantine/address-key.ts';
import type { QuotaKey } from '../quota/key.ts';
import { asciiStringify } from '../text/safe-json.ts';
import { type Envelope, LANES } from './envelope.ts';

const slotSchema = z.object({
  key: z.string().transform((key) => key as QuotaKey),
  at: z.number(),
  early: z.number(),
  late: z.number(),
  call: z.number(),
  rule: z.string(),
  mx: z.string(),
  ruleSet: z.string(),
  address: z.string().transform((key) => key as AddressKey),
  proof: z.string().exactOptional(),
  watch: z.literal(true).exactOptional(),
});

/** Open, so that a function of the next version may add a field while one of this version still runs. */
const envelopeSchema = z.object({
  v: z.literal(1),
  firstSeen: z.number(),
  expiresAt: z.number(),
  lane: z.literal([LANES.returned, LANES.priority, LANES.fresh]),
  hops: z.int().min(0),
  slot: slotSchema.exactOptional(),
  resent: z.literal(true).exactOptional(),
  doubtSince: z.number().exactOptional(),
});

/** The value of the message attribute `mxp`: JSON in printable ASCII, which SQS takes whatever the envelope holds. */
export const encodeEnvelope = (envelope: Envelope): string => asciiStringify(envelope);

/** The inverse; undefined when there is no attribute or it is not of ours. Never throws. */
export function decodeEnvelope(attribute: string | undefined): Envelope | undefined {
  if (attribute === undefined) return undefined;
  try {
    return envelopeSchema.safeParse(JSON.parse(attribute)).data;
  } catch {
    return undefined;
  }
}
