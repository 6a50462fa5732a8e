import * as z from 'zod';
import { readFeedKey } from '../shared/feed/keys.ts';
import { advise, number, text } from './parameter-fields.ts';

/** Where rules come from: a folder with feed.json in it. No user or password: the template would show them. */
export const feedUrl = text(
  /^(?:https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/[A-Za-z0-9][A-Za-z0-9._~-]*)*\/?$/,
  'write https://host/folder/ or s3://bucket/folder/',
);

/** A rotation needs two; all of them travel in one environment variable. */
const MOST_KEYS = 8;

const feedKey = z
  .string({ error: advise('write a public key in base64') })
  .refine((key) => readFeedKey(key) !== undefined, {
    error: advise('write a public key as `mxp feed keygen` prints it, 44 characters of base64'),
  });

export const feedKeys = z
  .array(feedKey, { error: advise('write a list of public keys') })
  .max(MOST_KEYS, { error: `write at most ${MOST_KEYS} keys` });

/** More than half would be a release for most with a trial by the rest. */
export const rulesTrialShare = number(
  0,
  50,
  'write the percentage of quota keys that try a release first, 0 to 50',
);
