import { operatorOf } from '../../../shared/mx/operator.ts';
import type { IdentityFacts } from '../facts.ts';
import { type Check, fail, type Judged, judged, ok, skipped, warn } from '../finding.ts';

type Tags = Readonly<Record<string, string>>;

/** `v=DMARC1; p=none; adkim=s` (RFC 7489 §6.3); tags in lower case. */
const tagsOf = (record: string): Tags =>
  Object.fromEntries(
    record.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=', 2);
      return [name.trim().toLowerCase(), value.trim().toLowerCase()];
    }),
  );

/** By which of the two mail passes (RFC 7489 §3.1): DKIM of the domain itself; SPF of a MAIL FROM below or beside it. */
function alignedBy({ identity }: IdentityFacts, domain: string, tags: Tags): readonly string[] {
  const { dkim, signs, mailFrom } = identity;
  const spf =
    mailFrom?.status === 'SUCCESS' &&
    (tags['aspf'] === 's' ? mailFrom.domain === domain : operatorOf(mailFrom.domain) === operatorOf(domain));
  return [...(dkim === 'SUCCESS' && signs ? ['DKIM'] : []), ...(spf ? ['SPF'] : [])];
}

function judgeOne(facts: IdentityFacts): Judged {
  const { identity, dmarc: fact } = facts;
  if (!identity.exists) return skipped(`${identity.name}: no identity`);
  const domain = identity.name.slice(identity.name.lastIndexOf('@') + 1);
  if (!fact.known) return skipped(`${domain}: ${fact.why}`);
  const found = fact.value.txt.filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
  const [record] = found;
  if (record === undefined)
    return fail(
      `${domain} has no DMARC record: large mailbox providers refuse bulk mail without one`,
      `_dmarc.${domain}  TXT  "v=DMARC1; p=none; rua=mailto:dmarc@${domain}"`,
    );
  if (found.length > 1)
    return fail(`${domain} has ${found.length} DMARC records, which counts as none`, 'take all but one away');
  const tags = tagsOf(record);
  const by = alignedBy(facts, domain, tags);
  if (by.length === 0)
    return fail(
      `${domain}: neither DKIM nor SPF is aligned, so mail fails its DMARC policy p=${tags['p'] ?? '?'}`,
      'mend DKIM above',
    );
  const first = by[0] === 'DKIM' ? undefined : 'SPF alone breaks where mail is forwarded: mend DKIM above';
  const text = `${domain}: p=${tags['p'] ?? '?'}, aligned by ${by.join(' and ')}`;
  return first === undefined ? ok(text) : warn(text, first);
}

export const dmarc: Check = {
  group: 'Identity',
  name: 'DMARC',
  judge: ({ identities }) => judged(identities, (all) => all.map(judgeOne)),
};
