import type { Template, World } from '../../../local/template/world.ts';

/** The world of the tests, with SQS at `sqsUrl`. */
export const worldAt = (sqsUrl: string): World => ({
  region: 'us-east-1',
  accountId: '000000000000',
  stackName: 'Test',
  sqsUrl,
  assemblyDir: '/out',
});

const arnOf = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** A small template with one resource of each kind that the reader knows, as CDK synthesises them. */
export const TEMPLATE: Template = {
  Resources: {
    Work: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        VisibilityTimeout: 60,
        RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 2 },
      },
    },
    Dead: { Type: 'AWS::SQS::Queue' },
    WorkPolicy: { Type: 'AWS::SQS::QueuePolicy' },
    Events: { Type: 'AWS::SNS::Topic' },
    EventsToWork: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Events' },
        Protocol: 'sqs',
        Endpoint: arnOf('Work'),
        RawMessageDelivery: true,
        FilterPolicy: { type: ['bounced'] },
      },
    },
    Items: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [
          { AttributeName: 'key', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
          { AttributeName: 'shard', AttributeType: 'S' },
          { AttributeName: 'wakeAt', AttributeType: 'N' },
        ],
        KeySchema: [
          { AttributeName: 'key', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'wakes',
            KeySchema: [
              { AttributeName: 'shard', KeyType: 'HASH' },
              { AttributeName: 'wakeAt', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['wakeNo'] },
          },
        ],
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      },
    },
    State: { Type: 'AWS::S3::Bucket' },
    Inbox: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        NotificationConfiguration: {
          QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: arnOf('Notices') }],
        },
      },
    },
    Notices: { Type: 'AWS::SQS::Queue' },
    Pepper: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: { GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 64 } },
    },
    Worker: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: { 'Fn::Sub': `assets-\${AWS::AccountId}` }, S3Key: 'abc123.zip' },
        Handler: 'index.handler',
        Timeout: 60,
        MemorySize: 512,
        Environment: { Variables: { ITEMS: { Ref: 'Items' }, QUEUE: { Ref: 'Work' } } },
      },
    },
    WorkerRole: { Type: 'AWS::IAM::Role' },
    WorkerLogs: { Type: 'AWS::Logs::LogGroup' },
    WorkToWorker: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: arnOf('Work'),
        FunctionName: { Ref: 'Worker' },
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 1,
        ScalingConfig: { MaximumConcurrency: 20 },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    Minutely: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 minute)',
        Targets: [{ Arn: arnOf('Worker'), Id: 'Target0' }],
      },
    },
    Daily: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: { ScheduleExpression: 'rate(1 day)', Target: { Arn: arnOf('Worker') } },
    },
    Slow: {
      Type: 'AWS::SES::ConfigurationSet',
      Properties: {
        DeliveryOptions: { MaxDeliverySeconds: 900 },
        SuppressionOptions: { SuppressedReasons: ['COMPLAINT'] },
      },
    },
    SlowEvents: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Slow' },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ['bounce', 'DELIVERY_DELAY', 'renderingFailure'],
          SnsDestination: { TopicARN: { Ref: 'Events' } },
        },
      },
    },
    SlowOpens: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Slow' },
        EventDestination: {
          Enabled: false,
          MatchingEventTypes: ['open'],
          SnsDestination: { TopicARN: { Ref: 'Events' } },
        },
      },
    },
    Oracle: { Type: 'AWS::RDS::DBInstance' },
  },
  Outputs: { WorkUrl: { Value: { Ref: 'Work' } } },
};
