import { describe, expect, it } from 'vitest';
import { createResolve, TemplateError } from '../../../local/template/resolve.ts';

const resolve = createResolve(
  {
    Resources: {
      Mails: { Type: 'AWS::SQS::Queue' },
      Events: { Type: 'AWS::SNS::Topic' },
      Items: { Type: 'AWS::DynamoDB::Table' },
      StateBucket: { Type: 'AWS::S3::Bucket' },
      Work: { Type: 'AWS::Lambda::Function' },
      Slow: { Type: 'AWS::SES::ConfigurationSet' },
      Pepper: { Type: 'AWS::SecretsManager::Secret' },
    },
    Parameters: { BootstrapVersion: { Default: '/cdk/version' } },
  },
  {
    region: 'eu-west-1',
    accountId: '000000000000',
    stackName: 'Test',
    sqsUrl: 'http://127.0.0.1:4566',
    assemblyDir: '/out',
  },
);

describe('an intrinsic becomes its local value', () => {
  it.each([
    [{ Ref: 'Mails' }, 'http://127.0.0.1:4566/000000000000/Mails'],
    [{ 'Fn::GetAtt': ['Mails', 'Arn'] }, 'arn:aws:sqs:eu-west-1:000000000000:Mails'],
    [{ 'Fn::GetAtt': 'Mails.QueueName' }, 'Mails'],
    [{ Ref: 'Events' }, 'arn:aws:sns:eu-west-1:000000000000:Events'],
    [{ Ref: 'Items' }, 'Items'],
    [{ Ref: 'StateBucket' }, 'statebucket'],
    [{ Ref: 'Slow' }, 'Slow'],
    [{ Ref: 'Pepper' }, 'arn:aws:secretsmanager:eu-west-1:000000000000:secret:Pepper'],
    [{ 'Fn::GetAtt': ['Work', 'Arn'] }, 'arn:aws:lambda:eu-west-1:000000000000:function:Work'],
    [{ Ref: 'AWS::Region' }, 'eu-west-1'],
    [{ Ref: 'BootstrapVersion' }, '/cdk/version'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Items' }]] }, 'a-Items'],
    [{ 'Fn::Join': ['', ['{"set":"', { Ref: 'Slow' }, '"}']] }, '{"set":"Slow"}'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    [
      { 'Fn::Sub': `\${AWS::Partition}/\${Mails.Arn}/\${!Kept}` },
      `aws/arn:aws:sqs:eu-west-1:000000000000:Mails/\${Kept}`,
    ],
    [{ 'Fn::Sub': [`\${Own}-\${Items}`, { Own: { Ref: 'AWS::StackName' } }] }, 'Test-Items'],
    [{ deep: [{ Ref: 'Items' }, { gone: { Ref: 'AWS::NoValue' } }] }, { deep: ['Items', {}] }],
  ])('%j', (value, local) => {
    expect(resolve(value)).toEqual(local);
  });
});

describe('what cannot be resolved is an error that names it', () => {
  it.each([
    [{ Ref: 'Nobody' }, "Ref to 'Nobody'"],
    [{ 'Fn::GetAtt': ['Items', 'StreamArn'] }, "'Items.StreamArn'"],
    [{ 'Fn::ImportValue': 'x' }, 'Fn::ImportValue is not known locally'],
    [{ 'Fn::Select': ['3', ['a']] }, 'there is no element 3'],
  ])('%j', (value, text) => {
    expect(() => resolve(value)).toThrow(TemplateError);
    expect(() => resolve(value)).toThrow(text);
  });
});
