import { canonicalJson } from '../rules/canonical-json.ts';
import type { FeedManifest } from './manifest.ts';

/** What is signed: all of the manifest but the signatures, as canonical JSON in UTF-8. */
export function signedBytes(manifest: FeedManifest): Uint8Array {
  const { signatures: _signatures, ...signed } = manifest;
  return new TextEncoder().encode(canonicalJson(signed));
}

/** The one spelling of a manifest as a file; others are refused, so that no byte of it can change unnoticed. */
export const manifestText = (manifest: FeedManifest): string => `${canonicalJson(manifest)}\n`;
