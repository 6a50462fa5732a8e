import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSecrets } from '../../../local/servers/secrets.ts';
import { CLIENT_CONFIG } from './support.ts';

const SECRET = {
  name: 'AddressSecret',
  arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:AddressSecret',
  value: 'never-tell',
};

let server: Awaited<ReturnType<typeof startSecrets>>;
let client: SecretsManagerClient;
beforeEach(async () => {
  server = await startSecrets([{ ...SECRET, name: 'Other', arn: 'other', value: 'else' }, SECRET]);
  client = new SecretsManagerClient({ ...CLIENT_CONFIG, endpoint: server.url, maxAttempts: 1 });
});
afterEach(async () => {
  client.destroy();
  await server.stop();
});

const get = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));

describe('the local Secrets Manager', () => {
  it.each([SECRET.arn, SECRET.name])('tells the secret %s', async (id) => {
    expect(await get(id)).toMatchObject({
      ARN: SECRET.arn,
      Name: SECRET.name,
      SecretString: SECRET.value,
      VersionStages: ['AWSCURRENT'],
    });
  });

  it('does not know any other', async () => {
    await expect(get(`${SECRET.arn}-2`)).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  it('does nothing else', async () => {
    const described = client.send(new DescribeSecretCommand({ SecretId: SECRET.arn }));
    await expect(described).rejects.toMatchObject({ name: 'UnknownOperationException' });
  });

  it('refuses a request that names no secret', async () => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
      body: '{"SecretId":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'InvalidParameterException' });
  });

  it('answers nobody once it is stopped', async () => {
    await server.stop();
    await expect(get(SECRET.arn)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    server = await startSecrets([]);
  });
});
