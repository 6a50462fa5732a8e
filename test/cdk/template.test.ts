import { expect, test } from 'vitest';
import { FEED_KEY, synthPipeline, templateOf } from './support/synth.ts';

const template = templateOf();
const { Resources: resources, Outputs: outputs, ...rest } = template.toJSON();

/** Properties that give a resource a name of its own. An inline policy must have one; it lives inside its role. */
const NAMING = /^(?!Policy)[A-Za-z]*Name$/;
const NAMED_BY_REFERENCE = ['FunctionName', 'ConfigurationSetName', 'Name'];

test('nothing is named by hand', () => {
  for (const [id, { Properties }] of Object.entries<{ readonly Properties: object }>(resources)) {
    const literal = Object.entries(Properties).filter(
      ([property, value]) =>
        NAMING.test(property) && !(NAMED_BY_REFERENCE.includes(property) && typeof value === 'object'),
    );
    expect(literal, id).toEqual([]);
  }
});

test('upstream and the CLI are told of what they use', () => {
  expect(Object.keys(outputs)).toEqual([
    'OutboundQueueUrl',
    'PriorityQueueUrl',
    'RejectedQueueUrl',
    'OutcomeTopicArn',
    'NoticeTopicArn',
    'WakeUpQueueUrl',
    'DeliveryQueueUrl',
    'FeedbackQueueUrl',
    'QuotaTableName',
    'BacklogTableName',
    'DeliveryTableName',
    'ControlTableName',
    'DoubtTableName',
    'QuarantineTableName',
    'EvidenceTableName',
    'AddressSecretArn',
    'FeedbackTopicArn',
    'StateBucketName',
    'Settings',
    'Identities',
    'Audience',
  ]);
});

test('the CLI is told of the feed, where there is one', () => {
  const { Outputs: told } = templateOf({ feedUrl: 's3://feed/', feedKeys: [FEED_KEY, FEED_KEY] }).toJSON();

  expect(told['FeedUrl'].Value).toBe('s3://feed/');
  expect(told['FeedKeys'].Value).toBe(`${FEED_KEY},${FEED_KEY}`);
  expect(told['RulesTrialShare'].Value).toBe('10');
});

test('values are put together by Ref, GetAtt, Join and Sub alone', () => {
  const intrinsics = JSON.stringify(resources).matchAll(/"(Fn::\w+|Ref|Condition)":/g);
  const used = new Set([...intrinsics].map(([, name]) => name));
  used.delete('Condition'); // the conditions of policy statements

  expect([...used].sort()).toEqual(['Fn::GetAtt', 'Fn::Join', 'Fn::Sub', 'Ref']);
});

test('the template fits any region and account', () => {
  expect(JSON.stringify(template.toJSON())).not.toMatch(/arn:aws|\b\d{12}\b/);
});

test.each([
  { identity: ['example.com'], warned: true },
  { identity: ['mail.example.net'], warned: true },
  { identity: ['me@example.org'], warned: true },
  { identity: ['notexample.com'], warned: false },
  { identity: ['example.com.shop.test'], warned: false },
])('warns of the identity $identity, an example nobody can send from: $warned', ({ identity, warned }) => {
  const warnings = synthPipeline({ identity }).node.metadata.filter(({ type }) => type === 'aws:cdk:warning');

  expect(warnings.map(({ data }) => String(data).includes(`identity is ${identity[0]}:`))).toEqual(
    warned ? [true] : [],
  );
});

test.each([
  { input: {}, told: "not marked production: mails SES's simulator alone" },
  {
    input: { allowedDomains: ['shop.test'] },
    told: "not marked production: mails shop.test and SES's simulator alone",
  },
  { input: { production: true }, told: undefined },
])('tells at deployment whom it mails, for $input', ({ input, told }) => {
  const infos = synthPipeline(input).node.metadata.filter(({ type }) => type === 'aws:cdk:info');

  expect(infos.map(({ data }) => data)).toEqual(told === undefined ? [] : [expect.stringContaining(told)]);
});

test('the template is as it was reviewed', async () => {
  const text = JSON.stringify({ ...rest, Resources: resources, Outputs: outputs }, undefined, 2);

  await expect(`${text.replaceAll(/[0-9a-f]{64}\.zip/g, 'asset.zip')}\n`).toMatchFileSnapshot(
    'pipeline.template.snap',
  );
});
