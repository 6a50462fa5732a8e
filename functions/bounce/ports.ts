import { createAddressKeys } from '../../shared/aws/address-keys.ts';
import { createSecretsClient } from '../../shared/aws/clients.ts';
import { createFeedbackPorts } from '../../shared/aws/feedback-ports.ts';
import type { BouncePorts } from '../../shared/bounce/ports.ts';

/** Built once per execution environment. */
export function createBouncePorts() {
  const { ports: common, log, addressSecretArn } = createFeedbackPorts('bounce', process.env);
  const addressKeys = createAddressKeys(createSecretsClient(), addressSecretArn);
  const ports: BouncePorts = { ...common, addressKeys };
  return { ports, log };
}
