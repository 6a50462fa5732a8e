import * as z from 'zod';
import { BLAMES, DISPOSITIONS, FAILURE_REASONS, FAILURE_TYPES, FEEDBACK_KINDS } from './event.ts';

const quarantineStep = z.looseObject({
  step: z.enum(['counted', 'quarantined', 'denylisted']),
  count: z.int().exactOptional(),
  of: z.int().exactOptional(),
  until: z.iso.datetime().exactOptional(),
});

/** One event. Open: later versions may add fields, and readers are to pass over those that they do not know. */
export const outcomeEventSchema = z.looseObject({
  v: z.literal(1).meta({ description: 'Version of this format' }),
  eventId: z
    .string()
    .length(22)
    .meta({ description: 'The same for repeats of one event: keep it to recognise them' }),
  id: z.string().meta({ description: 'The id of your message' }),
  kind: z.enum([...DISPOSITIONS, ...FEEDBACK_KINDS, 'duplicate']).meta({ description: 'What happened' }),
  at: z.iso.datetime().meta({ description: 'When it happened, UTC' }),
  campaign: z.string().exactOptional(),
  stream: z.string(),
  pool: z.string(),
  metadata: z.record(z.string(), z.string()).exactOptional().meta({ description: 'As you sent it' }),
  rule: z.string().exactOptional().meta({ description: 'The MX rule that limited the mail' }),
  mx: z.string().exactOptional().meta({ description: 'The MX host of the recipient' }),
  ruleSet: z.string().exactOptional().meta({ description: 'The version of the rules' }),
  type: z.enum(FAILURE_TYPES).exactOptional().meta({ description: 'How lasting a failure is' }),
  reason: z.enum(FAILURE_REASONS).exactOptional().meta({ description: 'What a failure speaks of' }),
  blame: z.enum(BLAMES).exactOptional().meta({ description: 'Whom a failure speaks of' }),
  bounceRule: z.string().exactOptional().meta({ description: 'The bounce rule whose words decided' }),
  quarantine: quarantineStep.exactOptional().meta({ description: 'What the event did to the address' }),
  by: z.enum(['quarantine', 'denylist', 'ses', 'notProduction']).exactOptional().meta({
    description:
      'Whose list suppressed the mail; notProduction: the deployment mails only addresses meant for tests',
  }),
  reply: z.string().max(300).exactOptional().meta({ description: "The receiving server's words" }),
  detail: z.string().max(300).exactOptional().meta({ description: 'More, for people' }),
});

/** The body of one message of OutcomeTopic: events of one kind, campaign and stream. */
export const outcomeMessageSchema = z.looseObject({
  v: z.literal(1),
  events: z.array(outcomeEventSchema).min(1).max(50),
});

/** The same as JSON Schema (draft 2020-12). */
export const outcomeJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'Outcomes of mails',
  description: 'The body of one SNS message of OutcomeTopic. Events may repeat and come in any order.',
  ...z.toJSONSchema(outcomeMessageSchema, { io: 'input' }),
});
