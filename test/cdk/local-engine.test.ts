import { expect, test } from 'vitest';
import { readStack } from '../../local/template/read-stack.ts';
import { templateOf } from './support/synth.ts';

const WORLD = {
  region: 'us-east-1',
  accountId: '000000000000',
  stackName: 'MxPacer',
  sqsUrl: 'http://127.0.0.1:4566',
  assemblyDir: '/out',
};
const stack = readStack(templateOf().toJSON(), WORLD);

test('the local engine knows every resource of the stack', () => {
  expect(stack.unknown).toEqual([]);
});

test('the local engine knows every resource of a stack that takes in returned mail, and runs its notices', () => {
  const template = templateOf({ returnedMail: { ruleSet: 'inbound', recipients: ['example.org'] } });
  const { unknown, notifications, mappings } = readStack(template.toJSON(), WORLD);

  expect(unknown).toEqual([]);
  expect(notifications).toHaveLength(1);
  expect(mappings.map(({ queueArn }) => queueArn)).toContain(notifications[0]?.queueArn);
});

test('functions and outputs name the secret as the local engine keeps it', () => {
  const [secret, ...others] = stack.secrets;
  const named = stack.functions.flatMap(({ environment }) => environment['MXP_ADDRESS_SECRET_ARN'] ?? []);

  expect(others).toEqual([]);
  expect(secret?.length).toBe(64);
  expect(new Set([...named, stack.outputs['AddressSecretArn']])).toEqual(new Set([secret?.arn]));
});

test('the local SES publishes Send and Delivery of watched mail', () => {
  const telling = Object.entries(stack.configurationSets)
    .filter(([, { destinations }]) => destinations.some(({ types }) => types.includes('Delivery')))
    .map(([name]) => name.replace(/[0-9A-F]{8}$/, ''));

  expect(telling.sort()).toEqual([
    'ConfigurationSetshared50400Watched',
    'ConfigurationSetshared7200Watched',
    'ConfigurationSetshared900Watched',
  ]);
});
