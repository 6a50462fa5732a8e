import { join } from 'node:path';

/** The file of a stand-in. */
export const standIn = (name: string): string => join(import.meta.dirname, 'stand-ins', `${name}.ts`);

/** Packages that a function has no use for, and what is bundled in their place; each stand-in says why. */
export const ALIASES: Readonly<Record<string, string>> = {
  '@aws-sdk/credential-provider-node': standIn('environment-credentials'),
  '@aws-sdk/middleware-endpoint-discovery': standIn('no-endpoint-discovery'),
  '@aws-sdk/signature-v4-multi-region': standIn('one-region-signer'),
  '@smithy/core/event-streams': standIn('no-event-streams'),
};

/** Imported by code for browsers alone, which the SDK has beside that for Node: left out, and never asked for. */
export const NEVER_LOADED: readonly string[] = ['bowser'];
