import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ProofSource } from '../ports/proof-source.ts';
import type { AddressKeys } from '../ports/quarantine-store.ts';
import { createKeyOf } from '../quarantine/address-key.ts';
import { createProofs } from '../returned/proof.ts';

/** Without the secret no address can be looked up; mail waits until it can be read. */
export class AddressSecretError extends Error {
  override readonly name = 'AddressSecretError';
}

/** Reads the deployment's secret once; a failed read is not kept. It never changes, or all keys would. */
function openOnce<T>(client: SecretsManagerClient, secretArn: string, make: (secret: string) => T) {
  let kept: Promise<T> | undefined;
  const load = async (): Promise<T> => {
    const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
    if (!secret) throw new AddressSecretError('the secret under which addresses are kept is empty');
    return make(secret);
  };
  return (): Promise<T> => {
    if (kept) return kept;
    const loading = load();
    kept = loading;
    loading.catch(() => {
      kept = undefined;
    });
    return loading;
  };
}

/** Keys of addresses under the deployment's secret. */
export const createAddressKeys = (client: SecretsManagerClient, secretArn: string): AddressKeys => ({
  open: openOnce(client, secretArn, createKeyOf),
});

/** Keys of addresses and proofs of ids, of one read of the secret. */
export function createKeysAndProofs(
  client: SecretsManagerClient,
  secretArn: string,
): { readonly addressKeys: AddressKeys; readonly proofs: ProofSource } {
  const open = openOnce(client, secretArn, (secret) => ({
    keyOf: createKeyOf(secret),
    proofs: createProofs(secret),
  }));
  return {
    addressKeys: { open: async () => (await open()).keyOf },
    proofs: { open: async () => (await open()).proofs },
  };
}
