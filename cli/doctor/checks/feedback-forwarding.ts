import { type Check, judged, ok, skipped, warn } from '../finding.ts';

export const feedbackForwarding: Check = {
  group: 'Identity',
  name: 'feedback forwarding',
  judge: ({ identities }) =>
    judged(identities, (all) =>
      all.map(({ identity: { name, exists, forwardsFeedback } }) => {
        if (!exists) return skipped(`${name}: no identity`);
        if (!forwardsFeedback) return ok(`${name}: off`);
        return warn(
          `${name}: SES mails every bounce and complaint to the sender as well`,
          `aws sesv2 put-email-identity-feedback-attributes --email-identity ${name} --no-email-forwarding-enabled`,
        );
      }),
    ),
};
