import type {
  BatchGetItemCommandInput,
  BatchWriteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  QueryCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { PublishBatchCommandInput } from '@aws-sdk/client-sns';
import type { SendMessageBatchCommandInput } from '@aws-sdk/client-sqs';
import { itemBytes, writeUnits } from './item-bytes.ts';
import type { Usage } from './usage.ts';

/** What a command is, what it uses, and the answer that it gets when all goes well. */
export interface ReadCommand {
  readonly name: string;
  readonly usage: Partial<Usage>;
  readonly answer: object;
}

const BILLED_BYTES = 64 * 1_024;

/** Requests that SQS and SNS bill for so many bytes (SQS pricing: every 64 KB chunk of a payload is one request). */
export const billedRequests = (bytes: number): number => Math.max(1, Math.ceil(bytes / BILLED_BYTES));

const reads = (keys: number, consistent: boolean | undefined): Partial<Usage> => ({
  dynamodbReadUnits: keys * (consistent ? 1 : 0.5),
});

/** A change of `wakeAt` moves the key in the index of wake-ups: a delete and a put; without `wakeAt` it leaves it. */
function indexWrites({
  UpdateExpression = '',
  ExpressionAttributeNames = {},
}: UpdateItemCommandInput): number {
  const names = Object.values(ExpressionAttributeNames);
  if (!names.includes('chainVersion')) return 0;
  const shard = Object.keys(ExpressionAttributeNames).find(
    (name) => ExpressionAttributeNames[name] === 'shard',
  );
  const isSet = shard !== undefined && UpdateExpression.includes(`${shard} =`);
  return isSet ? 2 : 1;
}

const written = (requests: BatchWriteItemCommandInput['RequestItems']): number =>
  Object.values(requests ?? {})
    .flat()
    .reduce((sum, { PutRequest }) => sum + writeUnits(itemBytes(PutRequest?.Item ?? {})), 0);

const keysOf = ({ RequestItems = {} }: BatchGetItemCommandInput): Partial<Usage> =>
  Object.values(RequestItems)
    .map(({ Keys = [], ConsistentRead }) => reads(Keys.length, ConsistentRead))
    .reduce(
      (sum, one) => ({ dynamodbReadUnits: (sum.dynamodbReadUnits ?? 0) + (one.dynamodbReadUnits ?? 0) }),
      {},
    );

type Attributes = Readonly<Record<string, { readonly StringValue?: string | undefined }>>;

const attributeBytes = (attributes: Attributes = {}): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { StringValue = '' }]) =>
      sum + name.length + 'String'.length + Buffer.byteLength(StringValue),
    0,
  );

/** Bytes of a batch of messages; mails' bodies are taken to be `mailBytes` long. */
function messageBytes({ Entries = [] }: SendMessageBatchCommandInput, mailBytes: number): number {
  return Entries.reduce((sum, { MessageBody = '', MessageAttributes }) => {
    const isMail = MessageAttributes?.['mxp'] !== undefined;
    return sum + (isMail ? mailBytes : Buffer.byteLength(MessageBody)) + attributeBytes(MessageAttributes);
  }, 0);
}

const eventBytes = ({ PublishBatchRequestEntries: entries = [] }: PublishBatchCommandInput): number =>
  entries.reduce(
    (sum, { Message = '', MessageAttributes }) =>
      sum + Buffer.byteLength(Message) + attributeBytes(MessageAttributes),
    0,
  );

type Reader = (input: never, mailBytes: number) => Omit<ReadCommand, 'name'>;

const READERS: Readonly<Record<string, Reader>> = {
  GetItem: ({ ConsistentRead }: GetItemCommandInput) => ({ usage: reads(1, ConsistentRead), answer: {} }),
  BatchGetItem: (input: BatchGetItemCommandInput) => ({ usage: keysOf(input), answer: { Responses: {} } }),
  Query: ({ ConsistentRead }: QueryCommandInput) => ({
    usage: reads(1, ConsistentRead),
    answer: { Items: [] },
  }),
  PutItem: ({ Item = {} }: PutItemCommandInput) => ({
    usage: { dynamodbWriteUnits: writeUnits(itemBytes(Item)) },
    answer: {},
  }),
  UpdateItem: (input: UpdateItemCommandInput) => ({
    usage: { dynamodbWriteUnits: 1 + indexWrites(input) },
    answer: { Attributes: { nextSlot: { N: '0' } } },
  }),
  DeleteItem: () => ({ usage: { dynamodbWriteUnits: 1 }, answer: {} }),
  BatchWriteItem: ({ RequestItems }: BatchWriteItemCommandInput) => ({
    usage: { dynamodbWriteUnits: written(RequestItems) },
    answer: {},
  }),
  SendMessageBatch: (input: SendMessageBatchCommandInput, mailBytes) => ({
    usage: { sqsRequests: billedRequests(messageBytes(input, mailBytes)) },
    answer: { Successful: [], Failed: [] },
  }),
  PublishBatch: (input: PublishBatchCommandInput) => ({
    usage: { snsRequests: billedRequests(eventBytes(input)) },
    answer: { Successful: [], Failed: [] },
  }),
  PutObject: () => ({ usage: { s3Puts: 1 }, answer: {} }),
  GetObject: () => ({ usage: { s3Gets: 1 }, answer: {} }),
};

interface Command {
  readonly input: object;
}

const TARGETS = ['TableName', 'QueueUrl', 'TopicArn', 'Bucket'] as const;

function targetOf(input: Readonly<Record<string, unknown>>): string {
  const named = TARGETS.map((field) => input[field]).find((one) => typeof one === 'string');
  return String(named ?? Object.keys((input['RequestItems'] as object | undefined) ?? {})[0] ?? '');
}

/** Reads what a command would use; throws on one that it does not know, so that no call goes uncounted. */
export function readCommand(command: Command, mailBytes: number): ReadCommand {
  const operation = command.constructor.name.replace(/Command$/, '');
  const reader = READERS[operation];
  if (!reader) throw new Error(`bench/cost/read-command.ts cannot price ${operation}: add it`);
  const name = `${operation} ${targetOf(command.input as Readonly<Record<string, unknown>>)}`;
  return { name, ...reader(command.input as never, mailBytes) };
}
