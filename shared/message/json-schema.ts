import * as z from 'zod';
import { messageSchema } from './schema.ts';

/** The message format as JSON Schema (draft 2020-12), for upstream to check against before it sends. */
export const messageJsonSchema = (): Readonly<Record<string, unknown>> => ({
  title: 'A mail for MX Pacer',
  description:
    'The body of one SQS message. MX Pacer checks more than this schema can say: addresses, header names, sizes in bytes; see docs/upstream.md.',
  ...z.toJSONSchema(messageSchema, { io: 'input' }),
});
