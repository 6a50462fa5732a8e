import { beforeAll, describe, expect, test } from 'vitest';
import { codeOf, sourcesIn } from '../architecture/sources.ts';
import { type Bundle, bundleOf, commandsIn } from './support/bundle.ts';
import { rightsOf } from './support/policies.ts';
import { FEED_KEY, templateOf } from './support/synth.ts';

/** With all that a deployment can have, so that every command that a function has a use for is allowed. */
const template = templateOf({
  contentBuckets: ['my-contents'],
  feedUrl: 's3://my-feed/eu/',
  feedKeys: [FEED_KEY],
  returnedMail: {},
});

/** The rights that a command needs, where they are not its own name. */
const RIGHTS: Readonly<Record<string, readonly string[]>> = {
  'sqs:SendMessageBatch': ['sqs:SendMessage'],
  'sns:PublishBatch': ['sns:Publish'],
  'secrets-manager:GetSecretValue': ['secretsmanager:GetSecretValue'],
  'sesv2:GetAccount': ['ses:GetAccount'],
  // By the kind of content (SES, "Sending authorization policies").
  'sesv2:SendEmail': ['ses:SendEmail', 'ses:SendRawEmail', 'ses:SendTemplatedEmail'],
  // The SDK's own: endpoint discovery, which is off, and sessions with directory buckets, of which there are none.
  'dynamodb:DescribeEndpoints': [],
  's3:CreateSession': [],
};

/** Lambda itself writes the log and reads the queue by the function's role. */
const LOG = ['logs:CreateLogStream', 'logs:PutLogEvents'];
const POLLER = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
/** No command, but S3's answer to GetObject depends on it (cdk/constructs/throttler.ts). */
const LISTING = ['s3:ListBucket'];
/** SNS uses the key of an encrypted topic in the publisher's name. */
const KEY = ['kms:GenerateDataKey', 'kms:Decrypt'];

interface Caller {
  readonly name: string;
  readonly folder: string;
  readonly withoutCommand: readonly string[];
  /** Commands that come with a store, each with the calls that would send it and that this function does not make. */
  readonly neverSent: Readonly<Record<string, readonly string[]>>;
}

const CALLERS: readonly Caller[] = [
  { name: 'Throttler', folder: 'throttler', withoutCommand: [...LOG, ...POLLER, ...LISTING], neverSent: {} },
  { name: 'Sender', folder: 'sender', withoutCommand: [...LOG, ...POLLER], neverSent: {} },
  {
    name: 'Bounce',
    folder: 'bounce',
    withoutCommand: [...LOG, ...POLLER, ...LISTING],
    neverSent: {
      'dynamodb:BatchGetItem': ['quarantine.check'],
      'dynamodb:BatchWriteItem': ['evidence.erase'],
      'dynamodb:Query': ['evidence.of', 'evidence.erase', 'unknownTexts.all', 'unknownTexts.others'],
    },
  },
  {
    name: 'ReturnedMail',
    folder: 'returned-mail',
    withoutCommand: [...LOG, ...POLLER, ...LISTING],
    neverSent: {
      'dynamodb:BatchGetItem': ['quarantine.check'],
      'dynamodb:BatchWriteItem': ['evidence.erase'],
      'dynamodb:Query': ['evidence.of', 'evidence.erase', 'unknownTexts.all', 'unknownTexts.others'],
    },
  },
  {
    name: 'Sweeper',
    folder: 'sweeper',
    withoutCommand: LOG,
    neverSent: {
      'dynamodb:BatchWriteItem': ['backlog.put'],
      'dynamodb:DeleteItem': ['control.dropLevel', 'control.liftHold', 'backlog.remove'],
    },
  },
  {
    name: 'RuleSync',
    folder: 'rule-sync',
    withoutCommand: [...LOG, ...KEY],
    neverSent: { 'dynamodb:UpdateItem': ['counts.add'] },
  },
];

const adapters = sourcesIn('shared/aws').map(codeOf).join('\n');
/** esbuild numbers names that it meets twice: `quota2.load(`. */
const isMade = ({ code }: Bundle, port: string, method: string): boolean =>
  new RegExp(`\\b${port}\\d*\\.${method}\\(`).test(code);
const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

describe.each(CALLERS)('$name', ({ name, folder, withoutCommand, neverSent }) => {
  let bundle: Bundle = { files: [], code: '' };
  beforeAll(async () => {
    bundle = await bundleOf(folder);
  });
  const calls = Object.values(neverSent)
    .flat()
    .map((call) => call.split('.'));

  test('may do what its code can ask of AWS, all of it and nothing else', () => {
    const sent = commandsIn(bundle).filter((command) => !(command in neverSent));
    const needed = sent.flatMap((command) => RIGHTS[command] ?? [command]);
    const allowed = rightsOf(template, name).map((right) => right.replace(/ on .*/, ''));

    expect(sorted(allowed)).toEqual(sorted([...needed, ...withoutCommand]));
  });

  test('does not make the calls that would need more', () => {
    const made = calls.filter(([port = '', method = '']) => isMade(bundle, port, method));

    expect(made).toEqual([]);
  });

  test('has all that is said not to be sent, and its stores know those calls', () => {
    const unknown = calls.filter(([, method]) => !new RegExp(`^ {2,4}${method}: `, 'm').test(adapters));

    expect(commandsIn(bundle)).toEqual(expect.arrayContaining(Object.keys(neverSent)));
    expect(unknown).toEqual([]);
  });
});

test('a call that is made is found', async () => {
  const sweeper = await bundleOf('sweeper');

  expect(isMade(sweeper, 'quota', 'overdue')).toBe(true);
  expect(isMade(sweeper, 'control', 'putAccount')).toBe(true);
});
