import { type Check, fail, judged, ok } from '../finding.ts';

export const verified: Check = {
  group: 'Identity',
  name: 'verified',
  judge: ({ identities }) =>
    judged(identities, (all) =>
      all.map(({ identity: { name, exists, verified: isVerified } }) => {
        if (isVerified) return ok(name);
        if (!exists)
          return fail(
            `SES knows no identity ${name} in this region and account`,
            `aws sesv2 create-email-identity --email-identity ${name}`,
          );
        const how = name.includes('@')
          ? 'follow the link that SES mailed to it'
          : 'set the DKIM records below';
        return fail(
          `${name} is not verified yet: SES refuses mail from it`,
          `${how}; the DNS may take a day`,
        );
      }),
    ),
};
