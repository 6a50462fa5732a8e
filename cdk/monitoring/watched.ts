import { CfnResource, ReferenceStrength, Stack } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import type { MxPacer } from '../mx-pacer.ts';

/** A function, as far as it is watched. */
export interface WatchedFunction {
  readonly id: string;
  readonly name: string;
  readonly memoryMegabytes: number;
  readonly logGroup: string;
}

/** A queue or a table. */
export interface WatchedResource {
  readonly id: string;
  readonly name: string;
}

type QueueId = 'outbound' | 'priority' | 'wakeUp' | 'delivery' | 'feedback';

/** Everything that is watched, by its name. */
export interface Watched {
  /** The dimension `service` of the pacer's own metrics. */
  readonly service: string;
  readonly queues: Readonly<Record<QueueId, WatchedResource>> & {
    /** Only where mail is returned to. */
    readonly returned?: WatchedResource;
  };
  readonly rejected: WatchedResource;
  readonly deadLetters: readonly WatchedResource[];
  /** What runs whenever there is mail: throttler, sender, bounce, the reader of returned mail. */
  readonly mailFunctions: readonly WatchedFunction[];
  /** These, the sweeper and rule-sync. */
  readonly functions: readonly WatchedFunction[];
  readonly tables: readonly WatchedResource[];
  /** It synchronises its rules from a feed. */
  readonly hasFeed: boolean;
  readonly noticeTopicArn: string;
}

/**
 * A name or an ARN of the pacer's stack, read from its outputs. An export would forbid the pacer's stack to replace or drop
 * what is watched, so a deployment could not leave out its feed any more.
 */
const weak = (reference: string): string => Stack.consumeReference(reference, ReferenceStrength.WEAK);

/** What CloudFormation's Ref names: a function, a log group, a table; a topic by its ARN. */
function weakRef({ node }: IConstruct): string {
  const resource = node.defaultChild;
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${node.path} is no resource of its stack`);
  return weak(resource.ref);
}

function named(id: string, { node }: IQueue): WatchedResource {
  const resource = node.defaultChild;
  if (!(resource instanceof CfnQueue)) throw new Error(`${node.path} is no queue of its stack`);
  return { id, name: weak(resource.attrQueueName) };
}

/** What Lambda gives a function that names no memory (Lambda API reference, CreateFunction). */
const LEAST_MEGABYTES = 128;

function functionOf(id: string, fn: LambdaFunction): WatchedFunction {
  const resource = fn.node.defaultChild;
  const memory = resource instanceof CfnFunction ? resource.memorySize : undefined;
  return {
    id,
    name: weakRef(fn),
    memoryMegabytes: memory ?? LEAST_MEGABYTES,
    logGroup: weakRef(fn.logGroup),
  };
}

/** What there is to watch of a pacer. */
export function watchedOf(pacer: MxPacer): Watched {
  const { queues, tables } = pacer.pipeline;
  const { throttler, sender, bounce, returnedMail, sweeper, ruleSync } = pacer.functions;
  const mailFunctions = [
    functionOf('throttler', throttler),
    functionOf('sender', sender),
    functionOf('bounce', bounce),
    ...(returnedMail ? [functionOf('returned-mail', returnedMail)] : []),
  ];
  const consumed = {
    outbound: queues.outbound,
    priority: queues.priority,
    wakeUp: queues.wakeUp,
    delivery: queues.delivery,
    feedback: queues.feedback,
    ...(pacer.returnedMailQueue ? { returned: pacer.returnedMailQueue } : {}),
  };
  return {
    service: Stack.of(pacer).stackName,
    queues: {
      outbound: named('OutboundQueue', queues.outbound),
      priority: named('PriorityQueue', queues.priority),
      wakeUp: named('WakeUpQueue', queues.wakeUp),
      delivery: named('DeliveryQueue', queues.delivery),
      feedback: named('FeedbackQueue', queues.feedback),
      ...(pacer.returnedMailQueue ? { returned: named('ReturnedMailQueue', pacer.returnedMailQueue) } : {}),
    },
    rejected: named('RejectedQueue', queues.rejected),
    deadLetters: Object.values(consumed).flatMap(({ deadLetterQueue }) =>
      deadLetterQueue ? [named(deadLetterQueue.queue.node.id, deadLetterQueue.queue)] : [],
    ),
    mailFunctions,
    functions: [
      ...mailFunctions,
      functionOf('sweeper', sweeper),
      ...(ruleSync ? [functionOf('rule-sync', ruleSync)] : []),
    ],
    tables: Object.entries(tables).map(([id, table]) => ({
      id,
      name: weakRef(table),
    })),
    hasFeed: ruleSync !== undefined,
    noticeTopicArn: weakRef(pacer.noticeTopic),
  };
}
