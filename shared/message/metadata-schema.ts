import * as z from 'zod';
import { textSchema } from './field-schemas.ts';

/** Ours: metadata is kept with each mail and echoed in each event. */
const MOST_PAIRS = 10;
const MOST_BYTES = 512;

/** The field `metadata`: strings by name. */
export const metadataSchema = z
  .record(textSchema.min(1, 'expected a name'), textSchema)
  .meta({ maxProperties: MOST_PAIRS })
  .refine((metadata) => Object.keys(metadata).length <= MOST_PAIRS, `has more than ${MOST_PAIRS} entries`)
  .refine(
    (metadata) => Buffer.byteLength(JSON.stringify(metadata)) <= MOST_BYTES,
    `is over ${MOST_BYTES} bytes as JSON in UTF-8`,
  );
