import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { createLocalClients, type LocalClients } from './clients.ts';
import type { Endpoints } from './endpoints.ts';
import { startAwsMessaging } from './servers/aws-messaging.ts';
import { startDns } from './servers/dns.ts';
import type { Zone } from './servers/dns-zone.ts';
import { startDynamoDb } from './servers/dynamodb.ts';
import { createMailRoutes } from './servers/mail-routes.ts';
import { type Provider, type ProviderOptions, startProvider } from './servers/provider.ts';
import { startSecrets } from './servers/secrets.ts';
import { type LocalSes, type SesOptions, startSes } from './servers/ses.ts';
import { startFunctions } from './start-functions.ts';
import { createStops, type Stops } from './stops.ts';
import { synthesise } from './synthesise.ts';
import { provision } from './template/provision.ts';
import { readStack } from './template/read-stack.ts';
import type { Secret, Stack } from './template/stack.ts';

/** How SES and the people behind it behave; see SesOptions. */
type Behaviour = Pick<
  SesOptions,
  | 'complains'
  | 'returns'
  | 'answersByMail'
  | 'retryAfterMillis'
  | 'smtp'
  | 'namesUnknownUsers'
  | 'throttleControlCalls'
>;

export interface EngineOptions extends Behaviour {
  readonly zone: Zone;
  readonly providers: readonly ProviderOptions[];
  readonly sesLimits: SesOptions['limits'];
  readonly acceptLogFile?: string;
  /**
   * Parameters of the deployment (docs/deploy.md).
   * @default as deployed: nothing but an identity
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Before the first message is read: what a deployment would find in place, such as the rules in force. */
  readonly prepare: (stack: Stack, clients: LocalClients) => Promise<void>;
  /** Gets every line that a function or server writes. */
  readonly log: (source: string, line: string) => void;
}

/** The whole system on this machine: the synthesised stack, run on local servers. */
export interface Engine {
  readonly stack: Stack;
  readonly endpoints: Endpoints;
  readonly clients: LocalClients;
  readonly ses: LocalSes;
  readonly providers: readonly Provider[];
  /** DynamoDB requests so far, by operation. */
  dynamodbRequests(): Promise<Readonly<Record<string, number>>>;
  /** No new messages are read; answers when running invocations have ended. */
  settle(): Promise<void>;
  /** Stops every server and process. */
  stop(): Promise<void>;
}

const REGION = 'us-east-1';

async function startServers({ zone, providers }: EngineOptions, stops: Stops) {
  const [messaging, dynamodb, dns, ...mailboxes] = await Promise.all([
    startAwsMessaging().then(stops.add),
    startDynamoDb().then(stops.add),
    startDns({ zone }).then(stops.add),
    ...providers.map((provider) => startProvider(provider).then(stops.add)),
  ]);
  return { messaging, dynamodb, dns, mailboxes };
}

/** A secret with a value of its own in every engine; a byte is two characters. */
const generated = ({ name, arn, length }: Secret) => ({
  name,
  arn,
  value: randomBytes(length).toString('hex').slice(0, length),
});

/** SES receiving: the raw mail lands in the bucket of returned mail, where there is one. */
function receiving(
  { outputs }: Stack,
  { s3 }: LocalClients,
  onError: (error: unknown) => void,
): Pick<SesOptions, 'receive'> {
  const bucket = outputs['ReturnedMailBucketName'];
  if (bucket === undefined) return {};
  const put = (Body: string) => s3.send(new PutObjectCommand({ Bucket: bucket, Key: randomUUID(), Body }));
  return { receive: (raw) => void put(raw).catch(onError) };
}

/** Starts everything; throws, with everything stopped again, when something cannot start. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const stops = createStops();
  try {
    return await start(options, stops);
  } catch (error) {
    await stops.all();
    throw error;
  }
}

async function start(options: EngineOptions, stops: Stops): Promise<Engine> {
  const assemblyDir = await mkdtemp(join(tmpdir(), 'mx-pacer-'));
  stops.push(() => rm(assemblyDir, { recursive: true, force: true }));
  const [servers, template] = await Promise.all([
    startServers(options, stops),
    synthesise(assemblyDir, options.parameters ?? {}),
  ]);
  const { messaging, dynamodb, dns, mailboxes } = servers;
  const stack = readStack(template, {
    region: REGION,
    accountId: '000000000000',
    stackName: 'MxPacer',
    sqsUrl: messaging.url,
    assemblyDir,
  });
  const local = {
    region: REGION,
    sqs: messaging.url,
    sns: messaging.url,
    s3: messaging.url,
    dynamodb: dynamodb.url,
  };
  const clients = createLocalClients(local);
  stops.push(async () => clients.destroy());
  await provision(stack, clients);
  const ses = stops.add(
    await startSes({
      ...options,
      limits: options.sesLimits,
      identities: ['*'],
      sets: stack.configurationSets,
      resolve: createMailRoutes(options.zone, mailboxes),
      publish: (topicArn, json) => clients.publish(topicArn, json),
      onError: (error) => options.log('ses', String(error)),
      ...receiving(stack, clients, (error) => options.log('ses', String(error))),
    }),
  );
  const secrets = stops.add(await startSecrets(stack.secrets.map(generated)));
  const endpoints = { ...local, ses: ses.url, secrets: secrets.url, dnsServers: dns.server };
  await options.prepare(stack, clients);
  const { schedules, startPollers } = startFunctions(stack, endpoints, clients, options.log, stops);
  await Promise.all(schedules.map((schedule) => schedule.invokeNow()));
  const pollers = startPollers();
  const settle = async () => {
    await Promise.all(pollers.map((poller) => poller.stop()));
  };
  stops.push(settle);
  const dynamodbRequests = dynamodb.requests;
  return { stack, endpoints, clients, ses, providers: mailboxes, dynamodbRequests, settle, stop: stops.all };
}
