import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type FeedState, RULES_MODES, type RulesState } from '../ports/rules-store.ts';
import { canonicalJson } from '../rules/canonical-json.ts';
import { NO_OVERRIDES, type OverridesData, overridesSchema } from '../rules/overrides-schema.ts';
import { type Item, numberIn, type Row, textIn, toItem } from './attributes.ts';
import { rulesObject, STATE_KEY } from './rules-pointer.ts';

/** A row of DynamoDB holds 400 KB; overrides longer than this are an object of their own. */
const MOST_INLINE = 100_000;

/** Far more than a row holds, and no more than a function can. */
const MOST_UNPACKED_BYTES = 20_000_000;

type Bucket = { readonly s3: S3Client; readonly bucket: string };

/** The content of the state's row is not what this program wrote. */
export class RulesStateError extends Error {
  override readonly name = 'RulesStateError';
}

/** As text, for an override's `was` may hold null, which our rows do not. */
async function overridesFields(
  { s3, bucket }: Bucket,
  overrides: OverridesData,
): Promise<Readonly<Record<string, string>>> {
  const json = canonicalJson(overrides);
  if (Buffer.byteLength(json) <= MOST_INLINE) return { overrides: json };
  const name = `overrides/${createHash('sha256').update(json).digest('hex')}.json.gz`;
  const object = { Bucket: bucket, Key: rulesObject(name), Body: gzipSync(json) };
  await s3.send(new PutObjectCommand({ ...object, ContentType: 'application/gzip' }));
  return { overridesObject: name };
}

async function overridesText({ s3, bucket }: Bucket, row: Row): Promise<string> {
  const name = textIn(row, 'overridesObject');
  if (!name) return textIn(row, 'overrides');
  const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: rulesObject(name) }));
  const bytes = (await body?.transformToByteArray()) ?? new Uint8Array();
  return gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED_BYTES }).toString('utf8');
}

async function overridesOf(place: Bucket, row: Row): Promise<OverridesData> {
  const text = await overridesText(place, row);
  const parsed = text === '' ? { success: true as const, data: NO_OVERRIDES } : read(text);
  if (!parsed.success)
    throw new RulesStateError(`the overrides in the Control table: ${parsed.error.message}`);
  return parsed.data;
}

function read(text: string) {
  try {
    return overridesSchema.safeParse(JSON.parse(text));
  } catch (cause) {
    throw new RulesStateError('the overrides in the Control table are no JSON', { cause });
  }
}

/** The row of a state. */
export async function stateItem(place: Bucket, state: Omit<RulesState, 'pointer'>): Promise<Item> {
  const { mode, feed, version, overrides } = state;
  return {
    ...toItem({ mode, feed, version, ...(await overridesFields(place, overrides)) }),
    ...STATE_KEY,
  };
}

/** The state in a row; without one nothing was ever said. */
export async function stateOf(place: Bucket, row: Row | undefined): Promise<Omit<RulesState, 'pointer'>> {
  if (!row) return { mode: 'feed', feed: {}, overrides: NO_OVERRIDES, version: 0 };
  const mode = RULES_MODES.find((one) => one === row['mode']);
  if (!mode) throw new RulesStateError(`the Control table knows a mode of rules that this program does not`);
  return {
    mode,
    // Rows are written by this file alone: a field is what was put.
    feed: (row['feed'] ?? {}) as unknown as FeedState,
    overrides: await overridesOf(place, row),
    version: numberIn(row, 'version'),
  };
}
