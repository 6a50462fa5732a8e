import * as z from 'zod';
import { NOTICE_LINES } from './notice.ts';

const lines = (of: string) =>
  z
    .array(z.string())
    .max(NOTICE_LINES + 1)
    .meta({ description: `${of}, for people; the last says how many more there are` });

/** Open, as outcomes are: later versions may add fields. */
const told = <K extends string>(kind: K, what: string) => ({
  v: z.literal(1).meta({ description: 'Version of this format' }),
  kind: z.literal(kind).meta({ description: what }),
  at: z.iso.datetime().meta({ description: 'When it happened, UTC' }),
});

export const noticeSchema = z.discriminatedUnion('kind', [
  z.looseObject({
    ...told('rulesSyncFailed', 'The feed could not be had or taken; the rules from before stay in force'),
    code: z.string().meta({ description: 'What failed, as docs/feed.md lists it, or the name of a fault' }),
    text: z.string().meta({ description: 'The same in a sentence' }),
  }),
  z.looseObject({
    ...told('rulesHeld', 'A release waits until an operator accepts it; told once for each release'),
    version: z.string(),
    why: lines('Reasons'),
  }),
  z.looseObject({
    ...told('rulesActivated', 'Other rules are in force'),
    version: z.string(),
    lines: lines('What changed'),
    share: z
      .number()
      .exactOptional()
      .meta({ description: 'Percent of the quota keys that try them first; absent: all have them' }),
  }),
  z.looseObject({
    ...told('feedExpires', 'Nothing newer was published; told daily from 7 days before'),
    expiresAt: z.iso.datetime(),
    text: z.string(),
  }),
]);

/** The same as JSON Schema (draft 2020-12). */
export const noticeJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'Notices for operators',
  description: 'The body of one SNS message of NoticeTopic. Pass over kinds and fields that you do not know.',
  ...z.toJSONSchema(noticeSchema, { io: 'input' }),
});
