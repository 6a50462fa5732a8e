import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import type { Resource } from './support/resources.ts';
import { synthApp } from './support/synth.ts';
import { VARIANTS } from './support/variants.ts';

/** What keeps data for good: it outlives the stack and every change of it. */
const KEPT = ['AWS::DynamoDB::Table', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'];

/**
 * What holds mails on their way, or who is told of them. It goes with the stack, for nobody would read a queue without
 * functions; but no change may replace it, which would lose the mails in it and the subscriptions.
 */
const HELD = ['AWS::SQS::Queue', 'AWS::SNS::Topic'];

/** Made anew from the template at any time: rights, code, schedules, what watches. A log is kept a month anyway. */
const STATELESS =
  /^AWS::(IAM|KMS|Lambda|Events|Scheduler|Logs|CloudWatch|SES|CloudFront|CDK)::|^AWS::(SQS::QueuePolicy|SNS::(TopicPolicy|Subscription)|S3::BucketPolicy)$/;

const PINNED: Readonly<Record<string, Readonly<Record<string, string>>>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'stateful-resources.json'), 'utf8'),
);

const ORPHANED =
  'A logical id is what ties a deployed resource to its stack. Under another one CloudFormation makes a new, empty resource: ' +
  'tables, bucket and secret that were deployed are kept but no longer used (mails are sent twice, quarantined addresses get ' +
  'mail), queues are deleted with the mails in them, topics with their subscriptions. Keep the id (do not rename or move the ' +
  'construct), or write in CHANGELOG.md how data is moved, and change test/cdk/stateful-resources.json.';

type Typed = Resource & { readonly Type: string };

const stacksFor = (input: Readonly<Record<string, unknown>>) =>
  synthApp(input)
    .node.children.filter((child) => child instanceof Stack)
    .map((stack) => {
      const resources: Readonly<Record<string, Typed>> = Template.fromStack(stack).toJSON().Resources;
      const of = (types: readonly string[]) =>
        Object.entries(resources).filter(([, { Type }]) => types.includes(Type));
      return { id: stack.node.id, all: Object.entries(resources), of };
    });

describe.each(Object.entries(VARIANTS))('%s', (_name, input) => {
  test('has the resources with data in them under the ids that they were deployed by', () => {
    for (const { id, of } of stacksFor(input)) {
      const found = of([...KEPT, ...HELD]).map(([logicalId, { Type }]) => [logicalId, Type] as const);

      const optional = 'returnedMail' in input ? PINNED[`${id} with returnedMail`] : {};
      expect(Object.fromEntries(found), `${id}: ${ORPHANED}`).toEqual({ ...PINNED[id], ...optional });
    }
  });

  test('keeps data when the stack goes and when a resource is replaced', () => {
    const kept = stacksFor(input).flatMap(({ of }) => of(KEPT));
    const lost = kept.filter(
      ([, { DeletionPolicy: gone, UpdateReplacePolicy: replaced }]) =>
        gone !== 'Retain' || replaced !== 'Retain',
    );

    expect(kept.length).toBeGreaterThan(0);
    expect(lost.map(([logicalId]) => logicalId)).toEqual([]);
  });

  test('has no key that anything kept or held in a queue is encrypted with, so its key may go with it', () => {
    const stacks = stacksFor(input);
    const keys = stacks.flatMap(({ of }) => of(['AWS::KMS::Key'])).map(([logicalId]) => logicalId);
    const data = JSON.stringify(stacks.flatMap(({ of }) => of([...KEPT, 'AWS::SQS::Queue'])));

    expect(keys.filter((key) => data.includes(key))).toEqual([]);
  });

  test('has no other kind of resource that might keep data', () => {
    const types = stacksFor(input).flatMap(({ all }) => all.map(([, { Type }]) => Type));

    expect(types.filter((type) => ![...KEPT, ...HELD].includes(type) && !STATELESS.test(type))).toEqual([]);
  });
});
