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
import type { Template } from './template/world.ts';

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
  /**
   * Stands between the functions and a server, and between SES and its topics: answers the address that they are given
   * instead of the server's own.
   * @default nothing stands there
   */
  readonly between?: (server: 'messaging' | 'dynamodb' | 'ses', url: string) => Promise<string>;
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
  /** Kills the processes of the functions so named that are at work; answers how many. */
  kill(name: string): number;
  /** Runs now what schedules start, besides their time. */
  runSchedules(): Promise<unknown>;
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

/** The stack, its queues found at `sqsUrl`. */
const stackAt = (template: Template, sqsUrl: string, assemblyDir: string): Stack =>
  readStack(template, {
    region: REGION,
    accountId: '000000000000',
    stackName: 'MxPacer',
    sqsUrl,
    assemblyDir,
  });

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
  const stack = stackAt(template, messaging.url, assemblyDir);
  const between = options.between ?? (async (_server, url) => url);
  const front = await between('messaging', messaging.url);
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
  const publisher = createLocalClients({ ...local, sns: front });
  stops.push(async () => publisher.destroy());
  const ses = stops.add(
    await startSes({
      ...options,
      limits: options.sesLimits,
      identities: ['*'],
      sets: stack.configurationSets,
      resolve: createMailRoutes(options.zone, mailboxes),
      publish: (topicArn, json) => publisher.publish(topicArn, json),
      onError: (error) => options.log('ses', String(error)),
      ...receiving(stack, clients, (error) => options.log('ses', String(error))),
    }),
  );
  const secrets = stops.add(await startSecrets(stack.secrets.map(generated)));
  const endpoints = { ...local, ses: ses.url, secrets: secrets.url, dnsServers: dns.server };
  await options.prepare(stack, clients);
  const seen = {
    ...endpoints,
    sqs: front,
    sns: front,
    s3: front,
    dynamodb: await between('dynamodb', dynamodb.url),
    ses: await between('ses', ses.url),
  };
  // Functions find queues by the URLs of their environment.
  const { functions } = stackAt(template, front, assemblyDir);
  const started = startFunctions({ ...stack, functions }, seen, clients, options.log, stops);
  const { schedules, startPollers, kill } = started;
  const runSchedules = () => Promise.all(schedules.map((schedule) => schedule.invokeNow()));
  await runSchedules();
  const pollers = startPollers();
  const settle = async () => {
    await Promise.all(pollers.map((poller) => poller.stop()));
  };
  stops.push(settle);
  const dynamodbRequests = dynamodb.requests;
  const parts = { stack, endpoints, clients, ses, providers: mailboxes };
  return { ...parts, dynamodbRequests, kill, runSchedules, settle, stop: stops.all };
}
