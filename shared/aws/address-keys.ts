import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { AddressKeys } from '../ports/quarantine-store.ts';
import { createKeyOf, type KeyOf } from '../quarantine/address-key.ts';

/** Without the secret no address can be looked up; mail waits until it can be read. */
export class AddressSecretError extends Error {
  override readonly name = 'AddressSecretError';
}

/** Reads the deployment's secret once; a failed read is not kept. It never changes, or all keys would. */
export function createAddressKeys(client: SecretsManagerClient, secretArn: string): AddressKeys {
  let kept: Promise<KeyOf> | undefined;
  const load = async (): Promise<KeyOf> => {
    const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (!secret) throw new AddressSecretError('the secret under which addresses are kept is empty');
    return createKeyOf(secret);
  };
  return {
    open: () => {
      if (kept) return kept;
      const loading = load();
      kept = loading;
      loading.catch(() => {
        kept = undefined;
      });
      return loading;
    },
  };
}
