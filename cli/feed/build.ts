import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DEFAULT_LIFE } from '../../shared/feed/expiry.ts';
import { type FeedManifest, MANIFEST_NAME } from '../../shared/feed/manifest.ts';
import { manifestText } from '../../shared/feed/manifest-text.ts';
import { LONGEST_NOTE, MOST_NOTES, MOST_SET_BYTES, NOT_SHOWN, setPath } from '../../shared/feed/schema.ts';
import { nextSequence } from '../../shared/feed/sequence.ts';
import { encodeRuleSet } from '../../shared/rules/codec.ts';
import { diffLines, diffRuleSets } from '../../shared/rules/diff.ts';
import type { RuleSetData } from '../../shared/rules/schema.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { countText } from '../count-text.ts';
import { UserError } from '../user-error.ts';
import { checkFeed, type WholeFeed } from './check-feed.ts';
import { createFolderFeed, writeWhole } from './folder.ts';
import { manifestJson, manifestLine } from './manifest-words.ts';
import { compileRules, setText } from './rule-folder.ts';

export interface BuildOptions {
  readonly out: string;
  readonly sequence?: number;
  /** Milliseconds until the manifest expires. */
  readonly life?: number;
  /** The publisher's own words, before what the diff says. */
  readonly notes?: readonly string[];
}

/** The feed in the folder now: what the next one comes after. */
async function previousIn(out: string, { sequence }: BuildOptions): Promise<WholeFeed | undefined> {
  const previous = await checkFeed(createFolderFeed(out), undefined);
  if (previous.ok) return previous;
  if (previous.fault === 'missing' || sequence !== undefined) return undefined;
  throw new UserError(
    `the feed in ${out} cannot be read, so its sequence is not known: ${previous.text}; name the next with --sequence`,
  );
}

function sequenceAfter(previous: WholeFeed | undefined, named: number | undefined): number {
  const last = previous?.manifest.sequence;
  if (named === undefined) return nextSequence(last);
  if (last === undefined || named > last) return named;
  throw new UserError(`--sequence ${named} is not above ${last}, the release in the folder`);
}

const shown = (line: string): string =>
  line.replace(new RegExp(NOT_SHOWN.source, 'gu'), '?').slice(0, LONGEST_NOTE);

/** What changed, for those who will read it before they take it. */
function notesOf(previous: RuleSetData | undefined, next: RuleSetData, own: readonly string[]): string[] {
  const most = MOST_NOTES - Math.min(own.length, MOST_NOTES - 1);
  const diff = previous ? diffLines(diffRuleSets(previous, next), most) : [];
  const changes = previous && diff.length === 0 ? ['no rule changed'] : diff;
  return [...own.slice(0, MOST_NOTES - 1), ...changes].map(shown).filter((line) => line !== '');
}

function manifestOf(
  data: RuleSetData,
  set: Uint8Array,
  rest: Pick<FeedManifest, 'sequence' | 'issuedAt' | 'expiresAt'> & { readonly notes: readonly string[] },
): FeedManifest {
  const sha256 = createHash('sha256').update(set).digest('hex');
  const { notes, ...numbers } = rest;
  return {
    v: 1,
    ...numbers,
    version: data.version,
    set: { path: setPath(sha256), sha256, bytes: set.length },
    ...(notes.length > 0 ? { notes } : {}),
    signatures: [],
  };
}

function builtText(folder: string, out: string, manifest: FeedManifest, data: RuleSetData): string {
  return [
    `${folder}: ${setText(data)}, packed into ${countText(manifest.set.bytes)} bytes.`,
    `${out}: ${manifestLine(manifest)}, not signed yet.`,
    ...(manifest.notes ?? []).map((note) => `  ${note}`),
    `Next: mxp feed sign ${out} --key FILE`,
  ].join('\n');
}

/** `mxp feed build`: the rules of a folder as a feed that lacks its signature. */
export async function buildFeed(folder: string, options: BuildOptions, now: EpochMillis): Promise<Answer> {
  const compiled = compileRules(folder);
  if (!compiled.ok) return compiled.answer;
  const { data } = compiled;
  const { out, sequence, life = DEFAULT_LIFE, notes = [] } = options;
  const previous = await previousIn(out, options);
  const { bytes } = encodeRuleSet(data);
  if (bytes.length > MOST_SET_BYTES)
    throw new UserError(
      `packed, the rules take ${bytes.length} bytes; clients take at most ${MOST_SET_BYTES}`,
    );
  const manifest = manifestOf(data, bytes, {
    sequence: sequenceAfter(previous, sequence),
    issuedAt: now,
    expiresAt: now + life,
    notes: notesOf(previous?.data, data, notes),
  });
  await writeWhole(join(out, manifest.set.path), bytes);
  await writeWhole(join(out, MANIFEST_NAME), manifestText(manifest));
  return {
    json: { ok: true, out, ...manifestJson(manifest) },
    text: builtText(folder, out, manifest, data),
  };
}
