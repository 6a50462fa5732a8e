import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalClients, type LocalClients } from './clients.ts';
import type { Endpoints } from './endpoints.ts';
import { functionEnvironment } from './lambda/function-environment.ts';
import { createFunctionPool, type FunctionPool } from './lambda/function-pool.ts';
import { type Poller, startPoller } from './lambda/poller.ts';
import { type RunningSchedule, startSchedule } from './lambda/schedule.ts';
import { startAwsMessaging } from './servers/aws-messaging.ts';
import { startDns } from './servers/dns.ts';
import type { Zone } from './servers/dns-zone.ts';
import { startDynamoDb } from './servers/dynamodb.ts';
import { createMailRoutes } from './servers/mail-routes.ts';
import { type Provider, type ProviderOptions, startProvider } from './servers/provider.ts';
import { type LocalSes, type SesOptions, startSes } from './servers/ses.ts';
import { synthesise } from './synthesise.ts';
import { provision } from './template/provision.ts';
import { readStack } from './template/read-stack.ts';
import type { FunctionModel, Stack } from './template/stack.ts';

export interface EngineOptions {
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

/** Processes per function at most: Lambda has a thousand, this machine a few cores. */
const PROCESSES: Readonly<Record<string, number>> = { Sender: 4, Throttler: 3 };
const processesOf = ({ name }: FunctionModel): number =>
  Object.entries(PROCESSES).find(([prefix]) => name.startsWith(prefix))?.[1] ?? 1;

/** Stops what was started, the last first, whatever fails. */
function createStops() {
  const stops: (() => Promise<unknown>)[] = [];
  return {
    add<T extends { stop(): Promise<unknown> }>(started: T): T {
      stops.push(() => started.stop());
      return started;
    },
    push: (stop: () => Promise<unknown>) => stops.push(stop),
    async all() {
      for (const stop of stops.splice(0).reverse()) await stop().catch(() => {});
    },
  };
}

type Stops = ReturnType<typeof createStops>;

async function startServers({ zone, providers }: EngineOptions, stops: Stops) {
  const [messaging, dynamodb, dns, ...mailboxes] = await Promise.all([
    startAwsMessaging().then(stops.add),
    startDynamoDb().then(stops.add),
    startDns({ zone }).then(stops.add),
    ...providers.map((provider) => startProvider(provider).then(stops.add)),
  ]);
  return { messaging, dynamodb, dns, mailboxes };
}

/** The stack's functions with their pollers and schedules. */
function startFunctions(
  stack: Stack,
  endpoints: Endpoints,
  clients: LocalClients,
  log: EngineOptions['log'],
  stops: Stops,
) {
  const pools = new Map<string, FunctionPool>(
    stack.functions.map((model) => [
      model.name,
      stops.add(
        createFunctionPool({
          model,
          environment: functionEnvironment(model, endpoints),
          maxProcesses: processesOf(model),
          log,
        }),
      ),
    ]),
  );
  const poolOf = (name: string): FunctionPool => {
    const pool = pools.get(name);
    if (!pool) throw new Error(`the template names no function ${name}`);
    return pool;
  };
  const schedules = stack.schedules.map(({ name, functionName, expression }): RunningSchedule => {
    const { invoke } = poolOf(functionName);
    return stops.add(startSchedule({ name, expression, invoke }));
  });
  const startPollers = (): readonly Poller[] =>
    stack.mappings.map((mapping) => {
      const queue = stack.queues.find(({ arn }) => arn === mapping.queueArn);
      if (!queue) throw new Error(`the template names no queue ${mapping.queueArn}`);
      const model = stack.functions.find(({ name }) => name === mapping.functionName);
      return startPoller({
        mapping,
        queueUrl: queue.url,
        sqs: clients.sqs,
        invoke: poolOf(mapping.functionName).invoke,
        concurrency: model ? processesOf(model) : 1,
        onError: (error) => log('poller', String(error)),
      });
    });
  return { schedules, startPollers };
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
      limits: options.sesLimits,
      identities: ['*'],
      sets: stack.configurationSets,
      resolve: createMailRoutes(options.zone, mailboxes),
      publish: (topicArn, json) => clients.publish(topicArn, json),
      onError: (error) => options.log('ses', String(error)),
      ...(options.acceptLogFile === undefined ? {} : { acceptLogFile: options.acceptLogFile }),
    }),
  );
  const endpoints = { ...local, ses: ses.url, dnsServers: dns.server };
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
