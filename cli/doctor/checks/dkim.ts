import type { Identity } from '../../../shared/aws/inspect/identity.ts';
import { type Check, fail, type Judged, judged, ok, skipped, warn } from '../finding.ts';

/** The CNAME records of Easy DKIM (SES developer guide, "Easy DKIM in Amazon SES"). */
const records = ({ name, dkimTokens, dkimZone }: Identity): string =>
  dkimTokens.map((token) => `${token}._domainkey.${name}  CNAME  ${token}.${dkimZone}`).join('\n');

function judgeOne(identity: Identity): Judged {
  const { name, exists, dkim: status, signs, dkimTokens, ownKeys } = identity;
  if (!exists) return skipped(`${name}: no identity`);
  if (status === 'SUCCESS' && signs) return ok(`${name} signs${ownKeys ? ' with keys of your own' : ''}`);
  if (name.includes('@') && dkimTokens.length === 0)
    return warn(
      `${name} is an address without DKIM of its own: large mailbox providers refuse bulk mail without it`,
      `verify its domain: aws sesv2 create-email-identity --email-identity ${name.slice(name.lastIndexOf('@') + 1)}`,
    );
  if (status === 'SUCCESS')
    return fail(
      `${name} has DKIM and does not sign`,
      `aws sesv2 put-email-identity-dkim-attributes --email-identity ${name} --signing-enabled`,
    );
  if (ownKeys)
    return fail(
      `${name}: DKIM is ${status}`,
      `publish the public key at ${dkimTokens[0] ?? 'SELECTOR'}._domainkey.${name}`,
    );
  return fail(`${name}: DKIM is ${status}`, records(identity) || `switch Easy DKIM on for ${name} at SES`);
}

export const dkim: Check = {
  group: 'Identity',
  name: 'DKIM',
  judge: ({ identities }) => judged(identities, (all) => all.map(({ identity }) => judgeOne(identity))),
};
