import type { FeedManifest } from '../../shared/feed/manifest.ts';
import { isoTime, timeText } from '../commands/times.ts';

/** A manifest for `--json`. */
export const manifestJson = (manifest: FeedManifest) => ({
  sequence: manifest.sequence,
  version: manifest.version,
  issuedAt: isoTime(manifest.issuedAt),
  expiresAt: isoTime(manifest.expiresAt),
  set: manifest.set,
  notes: manifest.notes ?? [],
  signatures: manifest.signatures.map(({ key }) => key),
});

/** `release 8, version 1.2.0+…, expires 2026-12-26 05:00:00 UTC`. */
export const manifestLine = ({ sequence, version, expiresAt }: FeedManifest): string =>
  `release ${sequence}, version ${version}, expires ${timeText(expiresAt)}`;

export const signersText = ({ signatures }: FeedManifest): string =>
  signatures.length === 0 ? 'not signed' : `signed by ${signatures.map(({ key }) => key).join(', ')}`;
