import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { User } from 'aws-cdk-lib/aws-iam';
import { expect, test } from 'vitest';
import { MxPacer } from '../../cdk/mx-pacer.ts';

const functionsRoot = join(import.meta.dirname, 'handlers');
const stackOf = () =>
  new Stack(new App({ context: { 'aws:cdk:bundling-stacks': [] } }), 'Shop', { stackName: 'Shop' });

test('a pacer in a stack of its user has its outputs under the names that mxp looks for', () => {
  const stack = stackOf();
  new MxPacer(stack, 'Mail', { identity: ['news.shop.test'], functionsRoot });

  const outputs = Object.keys(Template.fromStack(stack).findOutputs('*'));
  expect(outputs).toContain('OutboundQueueUrl');
  expect(outputs).toContain('Settings');
});

test('other constructs of the stack are given the right to send mails', () => {
  const stack = stackOf();
  const pacer = new MxPacer(stack, 'Mail', { identity: ['news.shop.test'], functionsRoot });
  pacer.outboundQueue.grantSendMessages(new User(stack, 'Shop'));

  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  const ofShop = Object.values(policies).filter(({ Properties }) => Properties.Users !== undefined);
  expect(JSON.stringify(ofShop)).toContain('sqs:SendMessage');
});

test('wrong props are all named, with the place of the pacer', () => {
  const make = () => new MxPacer(stackOf(), 'Mail', { identity: [], maxConcurrency: 1, functionsRoot });

  expect(make).toThrow(
    'MxPacer Shop/Mail: identity: write at least one domain or address verified at SES; maxConcurrency: 1: write how many senders may run at once, 2 to 1000',
  );
});

test('a second pacer in a stack is refused, for its outputs would hide the first', () => {
  const stack = stackOf();
  new MxPacer(stack, 'Mail', { identity: ['news.shop.test'], functionsRoot });

  expect(() => new MxPacer(stack, 'More', { identity: ['more.shop.test'], functionsRoot })).toThrow(
    'Shop/Mail is in this stack already',
  );
});
