import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from './canonical-json.ts';
import { type ParsedRuleSet, parseRuleSet } from './parse-rule-set.ts';
import type { RuleSetData } from './schema.ts';

/** A rule set as one immutable object; `name` is given by the content, so equal sets are one object. */
export interface EncodedRuleSet {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** More than this is no rule set but an attempt to fill the memory: 10,000 rules take about 2 MB. */
export const MOST_UNPACKED_BYTES = 20_000_000;

/** RFC 1952 §2.3.1: byte 9 names the system that packed; 255 is unknown, and the same everywhere. */
const SYSTEM_BYTE = 9;

const nameOf = (json: string): string => `${createHash('sha256').update(json).digest('hex')}.json.gz`;

/** The name that a parsed rule set is packed under, `<sha256 of its canonical JSON>.json.gz`, without packing it. */
export const ruleSetName = (data: RuleSetData): string => nameOf(canonicalJson(data));

/** Packs a parsed rule set. */
export function encodeRuleSet(data: RuleSetData): EncodedRuleSet {
  const json = canonicalJson(data);
  const bytes = gzipSync(json, { level: 9 });
  bytes[SYSTEM_BYTE] = 255;
  return { name: nameOf(json), bytes };
}

/** Unpacks and parses; broken, too large and senseless bytes are answered alike, with problems. */
export function decodeRuleSet(bytes: Uint8Array): ParsedRuleSet {
  const json = unpack(bytes);
  if (json === undefined)
    return refuse(`it does not unpack as gzip to at most ${MOST_UNPACKED_BYTES} bytes of UTF-8 text`);
  try {
    return parseRuleSet(JSON.parse(json));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refuse(`it is not JSON: ${error.message}`);
  }
}

const refuse = (problem: string): ParsedRuleSet => ({ ok: false, problems: [`rule set: ${problem}`] });

function unpack(bytes: Uint8Array): string | undefined {
  try {
    const unpacked = gunzipSync(bytes, { maxOutputLength: MOST_UNPACKED_BYTES });
    return new TextDecoder('utf-8', { fatal: true }).decode(unpacked);
  } catch {
    return undefined;
  }
}
