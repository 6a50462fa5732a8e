import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AddressSecretError,
  createAddressKeys,
  createKeysAndProofs,
} from '../../../shared/aws/address-keys.ts';
import { createSecretsClient } from '../../../shared/aws/clients.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import { createKeyOf } from '../../../shared/quarantine/address-key.ts';
import { createProofs } from '../../../shared/returned/proof.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:addresses-AbCdEf';
const SAME = createKeyOf('s3cret')('ada@example.test');

describe('address keys', () => {
  const client = new SecretsManagerClient({ region: 'eu-west-1' });
  let mock: ReturnType<typeof mockClient>;
  beforeEach(() => {
    mock = mockClient(client);
  });
  afterEach(() => {
    mock.restore();
  });

  it('are those under the deployment’s secret, which is read once by however many', async () => {
    mock.on(GetSecretValueCommand, { SecretId: ARN }).resolves({ SecretString: 's3cret' });
    const keys = createAddressKeys(client, ARN);
    const opened = await Promise.all([keys.open(), keys.open()]);
    const [keyOf] = [...opened, await keys.open()];
    expect(keyOf?.('Ada@Example.test')).toBe(SAME);
    expect(mock.commandCalls(GetSecretValueCommand)).toHaveLength(1);
  });

  it('come with the proofs of ids by one read of the secret', async () => {
    mock.on(GetSecretValueCommand).resolves({ SecretString: 's3cret' });
    const { addressKeys, proofs } = createKeysAndProofs(client, ARN);
    const [keyOf, opened] = await Promise.all([addressKeys.open(), proofs.open()]);
    const id = 'mail-1' as MailId;
    expect(keyOf('ada@example.test')).toBe(SAME);
    expect(createProofs('s3cret').isProved({ id, proof: opened.prove(id) })).toBe(true);
    expect(mock.commandCalls(GetSecretValueCommand)).toHaveLength(1);
  });

  it('are asked for again after a read that failed', async () => {
    mock.on(GetSecretValueCommand).rejectsOnce(new Error('throttled')).resolves({ SecretString: 's3cret' });
    const keys = createAddressKeys(client, ARN);
    await expect(keys.open()).rejects.toThrow('throttled');
    expect((await keys.open())('ada@example.test')).toBe(SAME);
  });

  it.each([{}, { SecretString: '' }])('are never made under an empty secret: %j', async (answer) => {
    mock.on(GetSecretValueCommand).resolves(answer);
    await expect(createAddressKeys(client, ARN).open()).rejects.toThrow(AddressSecretError);
  });
});

it('the secret is read from where AWS_ENDPOINT_URL_SECRETS_MANAGER says', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(JSON.stringify({ ARN, Name: 'addresses', SecretString: 's3cret' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv(
    'AWS_ENDPOINT_URL_SECRETS_MANAGER',
    `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const client = createSecretsClient();
  const keyOf = await createAddressKeys(client, ARN).open();
  expect(keyOf('ada@example.test')).toBe(SAME);
  client.destroy();
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
