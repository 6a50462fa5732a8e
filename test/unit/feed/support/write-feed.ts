import { createHash, type KeyObject } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestText } from '../../../../shared/feed/manifest-text.ts';
import { setPath } from '../../../../shared/feed/schema.ts';
import { signManifest } from '../../../../shared/feed/sign.ts';
import { encodeRuleSet } from '../../../../shared/rules/codec.ts';
import { DAY } from '../../../../shared/time/units.ts';
import { ruleSet } from '../../rules/support/rule-sets.ts';

/** Writes a signed feed into a folder, which it answers. */
export function writeFeed(
  folder: string,
  of: { readonly sequence: number; readonly version: string; readonly issuedAt: number },
  key: KeyObject,
): string {
  const { bytes } = encodeRuleSet({ ...ruleSet(), version: of.version });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const set = { path: setPath(sha256), sha256, bytes: bytes.length };
  const manifest = { v: 1, ...of, expiresAt: of.issuedAt + 30 * DAY, set, signatures: [] } as const;
  mkdirSync(join(folder, 'sets'), { recursive: true });
  writeFileSync(join(folder, set.path), bytes);
  writeFileSync(join(folder, 'feed.json'), manifestText(signManifest(manifest, key)));
  return folder;
}
