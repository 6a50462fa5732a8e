import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import demo from '../../rules/demo.json' with { type: 'json' };
import { publicKeyText } from '../../shared/feed/keys.ts';
import type { FeedManifest } from '../../shared/feed/manifest.ts';
import { manifestText } from '../../shared/feed/manifest-text.ts';
import { setPath } from '../../shared/feed/schema.ts';
import { signManifest } from '../../shared/feed/sign.ts';
import { encodeRuleSet } from '../../shared/rules/codec.ts';
import { parseRuleSet } from '../../shared/rules/parse-rule-set.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import { DAY } from '../../shared/time/units.ts';

export const AT = 1_764_000_000_000;

const KEYS = generateKeyPairSync('ed25519');
export const PRIVATE_KEY = KEYS.privateKey;
export const TRUSTED = [publicKeyText(KEYS.publicKey)];

/** The demo rules under another version, and otherwise as told. */
export function rules(
  version: string,
  change: (data: RuleSetData) => RuleSetData = (data) => data,
): RuleSetData {
  const parsed = parseRuleSet(demo);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return { ...change(parsed.data), version };
}

/** One rule of it gets another rate or limit. */
export const limited =
  (limit: string, id = 'northmail') =>
  (data: RuleSetData): RuleSetData => ({
    ...data,
    rules: data.rules.map((rule) => (rule.id === id ? { ...rule, limit } : rule)),
  });

/** The objects of a feed by name. */
export type Objects = Readonly<Record<string, Uint8Array>>;

export interface ReleaseOptions {
  readonly sequence?: number;
  readonly key?: KeyObject;
  readonly expiresAt?: number;
  /** The set's object in place of the packed rules. */
  readonly bytes?: Uint8Array;
  /** What the manifest says otherwise, before it is signed. */
  readonly manifest?: Partial<FeedManifest>;
}

/** A release as it is published: manifest and set. */
export function release(data: RuleSetData, options: ReleaseOptions = {}): Objects {
  const { sequence = 1, key = PRIVATE_KEY, expiresAt = AT + 30 * DAY } = options;
  const bytes = options.bytes ?? encodeRuleSet(data).bytes;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const set = { path: setPath(sha256), sha256, bytes: bytes.length };
  const plain = { v: 1, sequence, version: data.version, issuedAt: AT - 10 * DAY, expiresAt, set } as const;
  const manifest = signManifest({ ...plain, ...options.manifest, signatures: [] }, key);
  return { 'feed.json': Buffer.from(manifestText(manifest)), [set.path]: bytes };
}
