import { join } from 'node:path';
import { keyId } from '../../shared/feed/keys.ts';
import { MANIFEST_NAME } from '../../shared/feed/manifest.ts';
import { manifestText } from '../../shared/feed/manifest-text.ts';
import { signManifest } from '../../shared/feed/sign.ts';
import type { Answer } from '../commands/answer.ts';
import { UserError } from '../user-error.ts';
import { checkFeed } from './check-feed.ts';
import { createFolderFeed, writeWhole } from './folder.ts';
import { readKeyFile } from './keys.ts';
import { manifestJson, manifestLine, signersText } from './manifest-words.ts';

/** `mxp feed sign`: adds a signature of each key. Only a feed that is whole is signed. */
export async function signFeed(folder: string, files: readonly string[]): Promise<Answer> {
  const keys = await Promise.all(files.map(readKeyFile));
  const feed = await checkFeed(createFolderFeed(folder), undefined);
  if (!feed.ok) throw new UserError(`${folder} holds no feed to sign (${feed.fault}): ${feed.text}`);
  const signed = keys.reduce((manifest, { key }) => signManifest(manifest, key), feed.manifest);
  await writeWhole(join(folder, MANIFEST_NAME), manifestText(signed));
  const warnings = keys.flatMap(({ warning }) => (warning === undefined ? [] : [warning]));
  const text = [
    `${folder}: ${manifestLine(signed)}, ${signersText(signed)}.`,
    ...warnings.map((warning) => `Warning: ${warning}`),
  ].join('\n');
  const by = keys.map(({ key }) => keyId(key));
  return { json: { ok: true, ...manifestJson(signed), signedNow: by, warnings }, text };
}
