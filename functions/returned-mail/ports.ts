import { createKeysAndProofs } from '../../shared/aws/address-keys.ts';
import { createSecretsClient } from '../../shared/aws/clients.ts';
import { createFeedbackPorts } from '../../shared/aws/feedback-ports.ts';
import { createRawMails } from '../../shared/aws/raw-mails.ts';
import type { ReturnedPorts } from '../../shared/returned/ports.ts';

/** Built once per execution environment. */
export function createReturnedPorts() {
  const { ports: common, log, s3, addressSecretArn } = createFeedbackPorts('returned-mail', process.env);
  const ports: ReturnedPorts = {
    ...common,
    ...createKeysAndProofs(createSecretsClient(), addressSecretArn),
    mails: createRawMails(s3),
  };
  return { ports, log };
}
