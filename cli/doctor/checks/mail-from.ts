import type { NameRecords } from '../../../shared/aws/inspect/records.ts';
import type { Facts, IdentityFacts } from '../facts.ts';
import { type Check, fail, type Judged, judged, ok, skipped, warn } from '../finding.ts';

const hostFor = (region: string): string => `feedback-smtp.${region}.amazonses.com`;
const SPF = 'v=spf1 include:amazonses.com ~all';

/** The two records of a custom MAIL FROM domain (SES developer guide, "Using a custom MAIL FROM domain"). */
function missing({ mx, txt }: NameRecords, domain: string, host: string): readonly string[] {
  const spf = txt.find((text) => /^v=spf1(\s|$)/i.test(text));
  return [
    ...(mx.length === 1 && mx[0] === host ? [] : [`${domain}  MX  10 ${host}`]),
    ...(spf !== undefined && /\binclude:amazonses\.com\b/i.test(spf) ? [] : [`${domain}  TXT  "${SPF}"`]),
  ];
}

function judgeOne({ identity, mailFrom }: IdentityFacts, region: string): Judged {
  const { name } = identity;
  if (!identity.exists) return skipped(`${name}: no identity`);
  if (name.includes('@')) return skipped(`${name} takes the MAIL FROM of its domain`);
  if (!identity.mailFrom)
    return warn(
      `${name} has no MAIL FROM domain of its own: SPF speaks for amazonses.com, so DMARC rests on DKIM alone`,
      `aws sesv2 put-email-identity-mail-from-attributes --email-identity ${name} --mail-from-domain bounce.${name}\n` +
        `bounce.${name}  MX  10 ${hostFor(region)}\nbounce.${name}  TXT  "${SPF}"`,
    );
  const { domain, status } = identity.mailFrom;
  if (!mailFrom?.known) return skipped(`${domain}: ${mailFrom?.why ?? 'the DNS was not asked'}`);
  const records = missing(mailFrom.value, domain, hostFor(region));
  if (records.length > 0)
    return fail(`${domain} lacks records, and may have no other MX`, records.join('\n'));
  if (status !== 'SUCCESS')
    return warn(
      `${domain}: its records are there, SES still says ${status}`,
      'wait: SES looks again for 72 hours',
    );
  return ok(`${domain}, with MX and SPF`);
}

export const mailFrom: Check = {
  group: 'Identity',
  name: 'MAIL FROM',
  judge: ({ identities, caller }: Facts) =>
    judged(identities, (all) =>
      all.map((one) => judgeOne(one, caller.known ? caller.value.region : 'REGION')),
    ),
};
