import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { STSClient } from '@aws-sdk/client-sts';
import DNS from 'dns2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inspectAccount } from '../../../shared/aws/inspect/account.ts';
import { inspectCaller } from '../../../shared/aws/inspect/caller.ts';
import { inspectConfigurationSet } from '../../../shared/aws/inspect/configuration-set.ts';
import {
  inspectEventSource,
  inspectFunction,
  inspectSchedule,
} from '../../../shared/aws/inspect/functions.ts';
import { inspectIdentity } from '../../../shared/aws/inspect/identity.ts';
import { createRecordReader } from '../../../shared/aws/inspect/records.ts';
import { inspectStack } from '../../../shared/aws/inspect/stack.ts';
import { mx, startNameServer } from '../dns/name-server.ts';

/** Answers by what the URL or the body of a call says, in the shape of the services' API references. */
const play: { answers: Readonly<Record<string, string | object>> } = { answers: {} };
const DATE = 'Thu, 26 Nov 2026 12:00:00 GMT';

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const call = `${request.method} ${decodeURIComponent(request.url ?? '')} ${request.headers['x-amz-target'] ?? ''} ${body}`;
  const found = Object.entries(play.answers).find(([part]) => call.includes(part))?.[1];
  const isXml = typeof found === 'string';
  response.writeHead(found === undefined ? 404 : 200, {
    date: DATE,
    'content-type': isXml ? 'text/xml' : 'application/json',
    ...(found === undefined ? { 'x-amzn-errortype': 'NotFoundException' } : {}),
  });
  response.end(isXml ? found : JSON.stringify(found ?? { message: 'none of this name' }));
});

let config: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
};

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  config = { endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials, maxAttempts: 1 };
});
beforeEach(() => {
  play.answers = {};
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const ses = () => new SESv2Client(config);

describe('what AWS says of', () => {
  it('the caller comes with the time of its clock', async () => {
    play.answers = {
      GetCallerIdentity:
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/op</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    };
    expect(await inspectCaller(new STSClient(config))).toEqual({
      account: '123456789012',
      arn: 'arn:aws:iam::123456789012:user/op',
      region: 'eu-west-1',
      serverTime: Date.parse(DATE),
    });
  });

  it('a stack is its status and all its resources, page by page', async () => {
    const page = (id: string, more: string) =>
      `<ListStackResourcesResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><ListStackResourcesResult>${more}<StackResourceSummaries><member><LogicalResourceId>${id}</LogicalResourceId><PhysicalResourceId>p-${id}</PhysicalResourceId><ResourceType>AWS::SQS::Queue</ResourceType></member></StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>`;
    play.answers = {
      DescribeStacks:
        '<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member><StackStatus>UPDATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>',
      'NextToken=two': page('Two', ''),
      ListStackResources: page('One', '<NextToken>two</NextToken>'),
    };
    expect(await inspectStack('MxPacer', new CloudFormationClient(config))).toEqual({
      status: 'UPDATE_COMPLETE',
      resources: [
        { type: 'AWS::SQS::Queue', logicalId: 'One', physicalId: 'p-One' },
        { type: 'AWS::SQS::Queue', logicalId: 'Two', physicalId: 'p-Two' },
      ],
    });
  });

  it('the account at SES', async () => {
    play.answers = {
      'GET /v2/email/account': {
        ProductionAccessEnabled: false,
        SendingEnabled: true,
        EnforcementStatus: 'PROBATION',
        SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 3 },
        SuppressionAttributes: { SuppressedReasons: ['BOUNCE'] },
      },
    };
    expect(await inspectAccount(ses())).toEqual({
      production: false,
      sendingEnabled: true,
      enforcement: 'PROBATION',
      maxSendRate: 1,
      max24HourSend: 200,
      sentLast24Hours: 3,
      suppressedReasons: ['BOUNCE'],
    });
  });

  it('an identity', async () => {
    play.answers = {
      'GET /v2/email/identities/shop.test': {
        VerifiedForSendingStatus: true,
        FeedbackForwardingStatus: true,
        DkimAttributes: {
          Status: 'PENDING',
          SigningEnabled: true,
          Tokens: ['a', 'b', 'c'],
          SigningAttributesOrigin: 'AWS_SES',
          SigningHostedZone: 'dkim.eu-west-1.amazonses.com',
        },
        MailFromAttributes: { MailFromDomain: 'bounce.shop.test', MailFromDomainStatus: 'SUCCESS' },
      },
    };
    expect(await inspectIdentity(ses(), 'shop.test')).toEqual({
      name: 'shop.test',
      exists: true,
      verified: true,
      dkim: 'PENDING',
      signs: true,
      dkimTokens: ['a', 'b', 'c'],
      ownKeys: false,
      dkimZone: 'dkim.eu-west-1.amazonses.com',
      mailFrom: { domain: 'bounce.shop.test', status: 'SUCCESS' },
      forwardsFeedback: true,
    });
  });

  it('an identity and a configuration set that there are not is that', async () => {
    expect(await inspectIdentity(ses(), 'gone.test')).toMatchObject({ exists: false, verified: false });
    expect(await inspectConfigurationSet(ses(), 'gone')).toEqual({ name: 'gone' });
  });

  it('a configuration set, with where its events go and whether its IP pool is there', async () => {
    play.answers = {
      '/configuration-sets/set-14h/event-destinations': {
        EventDestinations: [
          { Name: 'F', Enabled: true, MatchingEventTypes: ['BOUNCE'], SnsDestination: { TopicArn: 'arn:t' } },
          { Name: 'G', Enabled: false, MatchingEventTypes: ['SEND'] },
        ],
      },
      '/configuration-sets/set-14h': {
        ReputationOptions: { ReputationMetricsEnabled: true },
        SendingOptions: { SendingEnabled: false },
        SuppressionOptions: { SuppressedReasons: ['COMPLAINT'] },
        DeliveryOptions: { SendingPoolName: 'news-ips' },
      },
    };
    expect(await inspectConfigurationSet(ses(), 'set-14h')).toEqual({
      name: 'set-14h',
      found: {
        sendingEnabled: false,
        reputationMetrics: true,
        suppressedReasons: ['COMPLAINT'],
        destinations: [
          { enabled: true, events: ['BOUNCE'], topicArn: 'arn:t' },
          { enabled: false, events: ['SEND'] },
        ],
        ipPool: { name: 'news-ips', exists: false },
      },
    });
  });

  it('functions, event sources and schedules', async () => {
    play.answers = {
      '/functions/sender/configuration': {
        State: 'Active',
        LastUpdateStatus: 'Failed',
        LastUpdateStatusReason: 'too large',
      },
      '/event-source-mappings/uuid-1': { UUID: 'uuid-1', State: 'Disabled' },
      'AWSEvents.DescribeRule': { Name: 'nightly', State: 'ENABLED' },
    };
    expect(await inspectFunction('sender', new LambdaClient(config))).toEqual({
      name: 'sender',
      state: 'Active',
      lastUpdate: 'Failed',
      reason: 'too large',
    });
    expect(await inspectEventSource('uuid-1', new LambdaClient(config))).toEqual({
      id: 'uuid-1',
      enabled: false,
      state: 'Disabled',
    });
    expect(await inspectSchedule('nightly', new EventBridgeClient(config))).toEqual({
      id: 'nightly',
      enabled: true,
      state: 'ENABLED',
    });
  });
});

describe('what the DNS says', () => {
  it('is MX hosts in lower case and whole TXT records; nothing of a name that is not there', async () => {
    const names = await startNameServer({
      'MX bounce.shop.test': [mx(10, 'Feedback-SMTP.eu-west-1.amazonses.com')],
      'TXT bounce.shop.test': [{ type: DNS.Packet.TYPE.TXT, data: 'v=spf1 include:amazonses.com ~all' }],
    });
    const read = createRecordReader([names.server]);
    try {
      expect(await read('bounce.shop.test')).toEqual({
        mx: ['feedback-smtp.eu-west-1.amazonses.com'],
        txt: ['v=spf1 include:amazonses.com ~all'],
      });
      expect(await read('gone.shop.test')).toEqual({ mx: [], txt: [] });
    } finally {
      await names.stop();
    }
  });

  it('is a fault when the name server fails: no record is then proved missing', async () => {
    const names = await startNameServer({ 'TXT x.test': 'servfail', 'MX x.test': 'servfail' });
    try {
      await expect(createRecordReader([names.server])('x.test')).rejects.toThrow('ESERVFAIL');
    } finally {
      await names.stop();
    }
  });
});
