import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { DeliverabilityStack } from '../../cdk/feed-stack.ts';
import { parseParameters } from '../../cdk/parameters.ts';
import { createStacks } from '../../cdk/stacks.ts';
import { listOf, readable, resourcesOf } from './support/resources.ts';

const ACCOUNT = '111122223333';
const ORGANISATION = 'o-abcdefghij';
const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/01234567-89ab-cdef-0123-456789abcdef`;
const HANDLERS = join(import.meta.dirname, 'handlers');

function stacksOf(input: Readonly<Record<string, unknown>>): readonly Stack[] {
  const result = parseParameters({ identity: ['example.org'], ...input });
  if (!result.ok) throw new Error(result.problems.join('\n'));
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  createStacks(app, result.parameters, HANDLERS);
  return app.node.children.filter((child) => child instanceof Stack);
}

function feedTemplate(feed: unknown): Template {
  const stack = stacksOf({ feed }).find((each) => each instanceof DeliverabilityStack);
  if (!stack) throw new Error('there is no feed stack');
  return Template.fromStack(stack);
}

const problemsOf = (feed: unknown): readonly string[] => {
  const result = parseParameters({ identity: ['example.org'], feed });
  return result.ok ? [] : result.problems;
};

interface Statement {
  readonly Effect: string;
  readonly Action: unknown;
  readonly Principal: unknown;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const statementsOf = (template: Template): readonly Statement[] =>
  resourcesOf(template, 'AWS::S3::BucketPolicy')['FeedBucketPolicy']?.Properties['PolicyDocument'].Statement;

const allowedBy = (template: Template): readonly Statement[] =>
  statementsOf(template).filter(({ Effect }) => Effect === 'Allow');

describe('the stack of the feed', () => {
  test('is there with parameter feed alone, named after the other', () => {
    expect(stacksOf({}).map(({ stackName }) => stackName)).toEqual(['MxPacer', 'MxPacerMonitoring']);
    expect(stacksOf({ feed: {}, stackName: 'Mine' }).map(({ stackName }) => stackName)).toEqual([
      'Mine',
      'MineMonitoring',
      'MineFeed',
    ]);
  });

  test('is beside a pipeline that nothing watches', () => {
    const names = stacksOf({ feed: {}, monitoring: false }).map(({ stackName }) => stackName);
    expect(names).toEqual(['MxPacer', 'MxPacerFeed']);
  });

  test('leaves the other stack as it is', () => {
    const [alone, beside] = [stacksOf({})[0], stacksOf({ feed: { public: true } })[0]];
    if (!alone || !beside) throw new Error('there is no pipeline');
    expect(Template.fromStack(beside).toJSON()).toEqual(Template.fromStack(alone).toJSON());
  });

  test('is as it was reviewed', async () => {
    const template = feedTemplate({ readers: [ACCOUNT, ORGANISATION], public: true });
    const text = JSON.stringify(template.toJSON(), undefined, 2);
    await expect(`${text}\n`).toMatchFileSnapshot('feed.template.snap');
  });
});

describe('the bucket', () => {
  const bucket = resourcesOf(feedTemplate({}), 'AWS::S3::Bucket')['FeedBucket'];

  test('is private, encrypted, versioned and outlives the stack', () => {
    expect(bucket).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        VersioningConfiguration: { Status: 'Enabled' },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
  });

  test('keeps former versions 400 days and what is published for good', () => {
    const rules: readonly object[] = bucket?.Properties['LifecycleConfiguration'].Rules;
    expect(rules).toContainEqual(
      expect.objectContaining({ NoncurrentVersionExpiration: { NoncurrentDays: 400 } }),
    );
    expect(rules.filter((rule) => 'ExpirationInDays' in rule)).toEqual([]);
  });

  test('refuses callers without TLS 1.2', () => {
    const denied = statementsOf(feedTemplate({})).filter(({ Effect }) => Effect === 'Deny');
    expect(denied.map(({ Condition }) => Condition)).toEqual([
      { Bool: { 'aws:SecureTransport': 'false' } },
      { NumericLessThan: { 's3:TlsVersion': 1.2 } },
    ]);
  });
});

describe('who may read the feed', () => {
  test('without readers: nobody outside the account', () => {
    expect(allowedBy(feedTemplate({}))).toEqual([]);
  });

  test('accounts, by name', () => {
    const [statement, ...others] = allowedBy(feedTemplate({ readers: [ACCOUNT, '444455556666'] }));
    expect(others).toEqual([]);
    expect(Object.entries(statement?.Principal ?? {})).toHaveLength(1);
    expect(listOf(Object(statement?.Principal).AWS).map(readable)).toEqual([
      `arn:Partition:iam::${ACCOUNT}:root`,
      'arn:Partition:iam::444455556666:root',
    ]);
  });

  test('an organisation, by a condition on all principals', () => {
    const statements = allowedBy(feedTemplate({ readers: [ORGANISATION] }));
    expect(statements).toMatchObject([
      { Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': ORGANISATION } } },
    ]);
  });

  test.each([
    { readers: [ACCOUNT] },
    { readers: [ORGANISATION] },
    { readers: [ACCOUNT, ORGANISATION, 'o-zyxwvutsrq'] },
  ])('they read the manifest and the sets, list nothing and write nothing: $readers', ({ readers }) => {
    const statements = allowedBy(feedTemplate({ readers }));
    for (const { Action, Resource } of statements) {
      expect(Action).toBe('s3:GetObject');
      expect(listOf(Resource).map(readable)).toEqual(['FeedBucket/feed.json', 'FeedBucket/sets/*']);
    }
    expect(statements.length).toBeGreaterThan(0);
  });

  test('nobody at all is let in without a condition', () => {
    const all = allowedBy(feedTemplate({ readers: [ACCOUNT, ORGANISATION], public: true }));
    const open = all.filter(
      ({ Principal, Condition }) => JSON.stringify(Principal).includes('"*"') && Condition === undefined,
    );
    expect(open).toEqual([]);
  });
});

describe('the public feed', () => {
  const DISTRIBUTION = 'AWS::CloudFront::Distribution';
  const template = feedTemplate({ public: true });
  const config = resourcesOf(template, DISTRIBUTION)['PublicFeed']?.Properties['DistributionConfig'];

  test('is not there unless asked for', () => {
    const closed = feedTemplate({ readers: [ACCOUNT] });
    expect(Object.keys(closed.findResources(DISTRIBUTION))).toEqual([]);
    expect(Object.keys(closed.toJSON().Outputs)).toEqual(['FeedBucketName', 'FeedUrl']);
  });

  test('reads by HTTPS alone, and only reads', () => {
    expect(config.DefaultCacheBehavior).toMatchObject({
      ViewerProtocolPolicy: 'https-only',
      AllowedMethods: ['GET', 'HEAD'],
      Compress: false,
    });
  });

  test('is let into the bucket as itself, to read objects and not to list them', () => {
    expect(allowedBy(template)).toEqual([
      expect.objectContaining({
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
      }),
    ]);
    expect(config.DefaultRootObject).toBeUndefined();
  });

  test('leaves the bucket itself closed', () => {
    expect(
      resourcesOf(template, 'AWS::S3::Bucket')['FeedBucket']?.Properties['PublicAccessBlockConfiguration'],
    ).toMatchObject({ BlockPublicPolicy: true, RestrictPublicBuckets: true });
  });

  test('is cached by path alone, as long as the objects say', () => {
    const [policy] = Object.values(resourcesOf(template, 'AWS::CloudFront::CachePolicy'));
    expect(policy?.Properties['CachePolicyConfig']).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 300,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    });
  });

  test('under a name of its own takes TLS 1.2 at least', () => {
    const named = feedTemplate({
      public: true,
      domain: { name: 'feed.example.org', certificate: CERTIFICATE },
    });
    expect(resourcesOf(named, DISTRIBUTION)['PublicFeed']?.Properties['DistributionConfig']).toMatchObject({
      Aliases: ['feed.example.org'],
      ViewerCertificate: { AcmCertificateArn: CERTIFICATE, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    expect(named.toJSON().Outputs.FeedUrl.Value).toBe('https://feed.example.org/');
  });

  test('tells where it is', () => {
    expect(readable(template.toJSON().Outputs.FeedUrl.Value)).toMatch(/^https:\/\/PublicFeed\w*\/$/);
    expect(readable(feedTemplate({}).toJSON().Outputs.FeedUrl.Value)).toBe('s3://FeedBucket/');
  });
});

describe('the parameter feed', () => {
  test.each([
    [
      'an account cut short',
      { readers: ['1234'] },
      'feed.readers.0: "1234": write an account as 123456789012',
    ],
    ['everybody', { readers: ['*'] }, 'feed.readers.0: "*": write an account'],
    ['one reader without a list', { readers: ACCOUNT }, 'write a list of accounts and organisations'],
    ['an unknown field', { reader: [] }, 'unknown: reader; write readers, public, domain'],
    ['public in words', { public: 'yes' }, 'feed.public: "yes": write true or false'],
    [
      'a name without a public feed',
      { domain: { name: 'feed.example.org', certificate: CERTIFICATE } },
      'write public true',
    ],
    [
      'a certificate of another region',
      {
        public: true,
        domain: { name: 'feed.example.org', certificate: CERTIFICATE.replace('us-east', 'eu-west') },
      },
      'us-east-1',
    ],
  ])('is refused with %s', (_what, feed, problem) => {
    expect(problemsOf(feed).join('\n')).toContain(problem);
  });
});
