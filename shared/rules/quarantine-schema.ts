import * as z from 'zod';
import { BLAMES, FAILURE_REASONS } from '../outcome/event.ts';
import type { QuarantinePolicy, ReasonPolicy } from '../quarantine/policy.ts';
import { parseDuration } from './duration-text.ts';

const duration = z.string().refine((text) => parseDuration(text) !== undefined, {
  error: 'must be a whole number and a unit, like 24h, 30d, 90min or 5s',
});

const reasonPolicy = z.union([
  z.literal('never'),
  z.strictObject({
    after: z.int().min(1).max(20),
    releaseAfter: duration.optional(),
    blames: z.array(z.enum(BLAMES)).min(1).optional(),
  }),
]);

/** When addresses are quarantined and released, as rule files write it. A reason without a policy is an error. */
export const quarantineSchema = z.strictObject({
  reasons: z.record(z.enum(FAILURE_REASONS), reasonPolicy),
  significantAfter: duration,
  /** Percent taken off `significantAfter`, so that a daily campaign that is a little early counts. */
  tolerance: z.int().min(0).max(50),
  quietFor: duration,
  deliveryClearsAfter: duration,
  complaint: z.strictObject({ scope: z.enum(['stream', 'allButTransactional']) }),
});

export type QuarantineData = z.infer<typeof quarantineSchema>;

const millis = (text: string): number => parseDuration(text) ?? 0;

const compileReason = (policy: z.infer<typeof reasonPolicy>): ReasonPolicy => {
  if (policy === 'never') return policy;
  const { after, releaseAfter, blames } = policy;
  return {
    after,
    ...(releaseAfter === undefined ? {} : { releaseAfter: millis(releaseAfter) }),
    ...(blames === undefined ? {} : { blames }),
  };
};

/** The policy in milliseconds. */
export const compileQuarantine = (data: QuarantineData): QuarantinePolicy => ({
  reasons: {
    userUnknown: compileReason(data.reasons.userUnknown),
    invalidDomain: compileReason(data.reasons.invalidDomain),
    unreachable: compileReason(data.reasons.unreachable),
    inactiveUser: compileReason(data.reasons.inactiveUser),
    mailboxFull: compileReason(data.reasons.mailboxFull),
    refused: compileReason(data.reasons.refused),
  },
  significantAfter: Math.floor((millis(data.significantAfter) * (100 - data.tolerance)) / 100),
  quietFor: millis(data.quietFor),
  deliveryClearsAfter: millis(data.deliveryClearsAfter),
  complaint: data.complaint,
});
