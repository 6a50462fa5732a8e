import * as z from 'zod';

/** A manifest of full notes takes about 50 KB; more is no manifest, and is not even parsed. */
export const MOST_MANIFEST_BYTES = 65_536;
/** Packed: 10,000 rules take about 300 KB. */
export const MOST_SET_BYTES = 5_000_000;
export const MOST_NOTES = 50;
export const LONGEST_NOTE = 300;
/** Keys in use and keys to come; a rotation needs two. */
const MOST_SIGNATURES = 8;
/** Leaves room to count on after any number that somebody may have taken from a clock. */
export const HIGHEST_SEQUENCE = 1_000_000_000_000_000;
/** The last day that a date can name (ECMA-262 §21.4.1.1). */
const LAST_DAY = 8_640_000_000_000_000;

/** What would move a terminal's cursor, hide text or turn it round, and halves of characters. */
export const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const whole = (least: number, most: number) => z.int().min(least).max(most);
const time = whole(0, LAST_DAY);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex');

/** Ed25519 signatures are 64 bytes (RFC 8032 §5.1.6). Any other spelling of the same bytes is refused. */
const signature = z
  .string()
  .regex(/^[A-Za-z0-9+/]{86}==$/, 'must be 64 bytes in base64')
  .refine((text) => Buffer.from(text, 'base64').toString('base64') === text, 'must be the plain base64');

/** The one name of a set's object: whoever signs the hash has signed where it lies. */
export const setPath = (hash: string): string => `sets/${hash}.json.gz`;

const set = z
  .strictObject({ path: z.string().max(100), sha256, bytes: whole(1, MOST_SET_BYTES) })
  .refine(({ path, sha256: hash }) => path === setPath(hash), 'path must be sets/<sha256>.json.gz');

const signatures = z
  .array(z.strictObject({ key: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits'), signature }))
  .max(MOST_SIGNATURES)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, 'must be one a key');

/** `feed.json`, format 1; see FeedManifest. Everything in it has a bound: it is read before it is trusted. */
export const manifestSchema = z
  .strictObject({
    v: z.literal(1),
    sequence: whole(1, HIGHEST_SEQUENCE),
    version: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}$/, 'must be 1–64 of A–Z, a–z, 0–9, . + _ -'),
    issuedAt: time,
    expiresAt: time,
    set,
    notes: z
      .array(
        z
          .string()
          .min(1)
          .max(LONGEST_NOTE)
          .refine((note) => !NOT_SHOWN.test(note), 'must be plain text'),
      )
      .max(MOST_NOTES)
      .exactOptional(),
    signatures,
  })
  .refine(({ issuedAt, expiresAt }) => expiresAt > issuedAt, 'expiresAt must be after issuedAt');
