import type { Resource, World } from './world.ts';

/** What Ref and Fn::GetAtt say of one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Identify = (name: string, world: World, properties: Readonly<Record<string, unknown>>) => Identity;

const arn = (service: string, { region, accountId }: World, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

const table: Identify = (name, world) => ({
  ref: name,
  attributes: { Arn: arn('dynamodb', world, `table/${name}`) },
});

const topic: Identify = (name, world) => {
  const topicArn = arn('sns', world, name);
  return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
};

const bucket: Identify = (id) => {
  const name = id.toLowerCase();
  return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
};

/** Ref of a secret is its ARN. */
const secret: Identify = (name, world) => ({
  ref: arn('secretsmanager', world, `secret:${name}`),
  attributes: { Id: arn('secretsmanager', world, `secret:${name}`) },
});

const namedSet: Identify = (name, _world, properties) => ({
  ref: typeof properties['Name'] === 'string' ? properties['Name'] : name,
  attributes: {},
});

/** Local names are the logical ids, so every Ref and Arn is known before anything exists. */
const BY_TYPE: Readonly<Record<string, Identify>> = {
  'AWS::SQS::Queue': (name, world) => ({
    ref: `${world.sqsUrl}/${world.accountId}/${name}`,
    attributes: {
      Arn: arn('sqs', world, name),
      QueueName: name,
      QueueUrl: `${world.sqsUrl}/${world.accountId}/${name}`,
    },
  }),
  'AWS::SNS::Topic': topic,
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::S3::Bucket': bucket,
  'AWS::Lambda::Function': (name, world) => ({
    ref: name,
    attributes: { Arn: arn('lambda', world, `function:${name}`) },
  }),
  'AWS::SecretsManager::Secret': secret,
  'AWS::SES::ConfigurationSet': namedSet,
};

/** Resources that are not run locally still have a name and an Arn to be mentioned by. */
const anyOther: Identify = (name, world) => ({
  ref: name,
  attributes: { Arn: arn('local', world, name), KeyId: name },
});

export function identify(logicalId: string, resource: Resource, world: World): Identity {
  return (BY_TYPE[resource.Type] ?? anyOther)(logicalId, world, resource.Properties ?? {});
}
