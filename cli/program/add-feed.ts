import { type Command, InvalidArgumentError, Option } from 'commander';
import { systemClock } from '../../shared/aws/system-clock.ts';
import { HIGHEST_SEQUENCE } from '../../shared/feed/schema.ts';
import { parseDuration } from '../../shared/rules/duration-text.ts';
import { lintRules } from '../commands/lint-rules.ts';
import { buildFeed } from '../feed/build.ts';
import { generateKey, trustedKeys } from '../feed/keys.ts';
import { sourceOf, type TargetFlags, targetOf } from '../feed/places.ts';
import { publishFeed } from '../feed/publish.ts';
import { signFeed } from '../feed/sign.ts';
import { verifyFeed } from '../feed/verify.ts';
import type { Shell } from './shell.ts';

function parseSequence(text: string): number {
  const sequence = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : 0;
  if (sequence < 1 || sequence > HIGHEST_SEQUENCE)
    throw new InvalidArgumentError(`must be a whole number from 1 to ${HIGHEST_SEQUENCE}`);
  return sequence;
}

function parseLife(text: string): number {
  const life = parseDuration(text);
  if (life === undefined) throw new InvalidArgumentError('write it as 30d or 12h');
  return life;
}

const trustOption = (description: string): Option => new Option('--trust <key...>', description);

function addKeygen(feed: Command, shell: Shell): void {
  const command = feed
    .command('keygen')
    .summary('make a key pair')
    .description(
      'Makes an Ed25519 key pair: the private half goes into a file of its own, the public half is printed.',
    )
    .option('--out <folder>', 'where the private half goes', '.')
    .addHelpText('after', '\nExample:\n  mxp feed keygen --out ~/feed-keys');
  shell.does<{ readonly out: string }>(command, async ({ options }) => generateKey(options.out));
}

function addLint(feed: Command, shell: Shell): void {
  const command = feed
    .command('lint')
    .summary('check the rules of a folder')
    .description(
      'Checks rules as build does: `mxp rules lint` of a folder; only errors keep them from being built.',
    )
    .argument('<folder>')
    .addHelpText('after', '\nExample:\n  mxp feed lint rules');
  shell.does(command, async ({ args }) => lintRules([args[0] ?? ''], false));
}

interface BuildFlags {
  readonly out: string;
  readonly sequence?: number;
  readonly life?: number;
  readonly note?: readonly string[];
}

const BUILD_NOTES = `
The sequence is one above that of the feed in --out; keep that folder, or name the sequence: deployments take no number
again that they have seen. Build and publish at least monthly, changed or not: it tells that the feed is looked after.

Examples:
  mxp feed build rules --out feed
  mxp feed build rules --out feed --sequence 202611260 --note "Yahoo publishes a lower limit"`;

function addBuild(feed: Command, shell: Shell): void {
  const command = feed
    .command('build')
    .summary('make a feed of the rules of a folder')
    .description(
      'Compiles the rules of a folder into a feed: the set and its manifest, which is not signed yet.',
    )
    .argument('<folder>')
    .requiredOption('--out <folder>', 'where the feed goes')
    .addOption(new Option('--sequence <n>', 'the number of this release').argParser(parseSequence))
    .addOption(
      new Option('--life <time>', 'when it expires unless another follows (default: 30d)').argParser(
        parseLife,
      ),
    )
    .option('--note <text...>', 'for those who will read what changed')
    .addHelpText('after', BUILD_NOTES);
  shell.does<BuildFlags>(command, async ({ args, options }) => {
    const { out, sequence, life, note } = options;
    const given = {
      ...(sequence === undefined ? {} : { sequence }),
      ...(life === undefined ? {} : { life }),
      ...(note === undefined ? {} : { notes: note }),
    };
    return buildFeed(args[0] ?? '', { out, ...given }, systemClock.now());
  });
}

function addSign(feed: Command, shell: Shell): void {
  const command = feed
    .command('sign')
    .summary('sign a feed')
    .description(
      'Adds a signature of each key to the manifest of a feed. Two keys sign while one replaces the other.',
    )
    .argument('<folder>')
    .requiredOption('--key <file...>', 'private keys, PEM')
    .addHelpText(
      'after',
      '\nExamples:\n  mxp feed sign feed --key feed-0123.pem\n  mxp feed sign feed --key old.pem new.pem',
    );
  shell.does<{ readonly key: readonly string[] }>(command, async ({ args, options }) =>
    signFeed(args[0] ?? '', options.key),
  );
}

function addVerify(feed: Command, shell: Shell): void {
  const command = feed
    .command('verify')
    .summary('check a feed as deployments do')
    .description(
      'Fetches a feed and checks it as a deployment does that trusts these keys; one signature is enough.',
    )
    .argument('<folder or address>', 'a folder, https://… or s3://…')
    .addOption(trustOption('public keys, as keygen printed them').makeOptionMandatory())
    .addHelpText(
      'after',
      '\nExamples:\n  mxp feed verify feed --trust KEY\n  mxp feed verify https://feed.example.com/ --trust OLD NEW',
    );
  shell.does<{ readonly trust: readonly string[] }>(command, async ({ args: [place = ''], options }) =>
    verifyFeed(place, sourceOf(place), trustedKeys(options.trust), systemClock.now()),
  );
}

interface PublishFlags extends TargetFlags {
  readonly force?: boolean;
  readonly trust?: readonly string[];
}

const PUBLISH_NOTES = `
The set goes first and the manifest last, so nobody sees half a release. A release whose sequence is not above the
published one is refused; the same release with another signature is not.

Examples:
  mxp feed publish feed --stack MxPacerFeed
  mxp feed publish feed --bucket feed-bucket --trust KEY
  mxp feed publish feed --dir /srv/www/feed     for a web server of your own`;

function addPublish(feed: Command, shell: Shell): void {
  const command = feed
    .command('publish')
    .summary('put a signed feed where deployments find it')
    .description(
      'Publishes a signed feed to a bucket, to the bucket of a deliverability stack, or to a folder.',
    )
    .argument('<folder>')
    .option('--bucket <name>', 'to this bucket')
    .option('--dir <folder>', 'to this folder')
    .option('--force', 'even below the published sequence; deployments will refuse it')
    .addOption(trustOption('refuse unless one of these public keys signed'))
    .addHelpText('after', PUBLISH_NOTES);
  shell.does<PublishFlags>(command, async ({ args, options }) => {
    const { force = false, trust } = options;
    const trusted = trust === undefined ? {} : { trusted: trustedKeys(trust) };
    return publishFeed(args[0] ?? '', await targetOf(options), { force, ...trusted }, systemClock.now());
  });
}

/** `mxp feed keygen|lint|build|sign|verify|publish`. */
export function addFeed(program: Command, shell: Shell): void {
  const feed = program
    .command('feed')
    .summary('publish rules to other deployments')
    .description('Makes, signs, checks and publishes the feed of rules that deployments refresh from daily.');
  for (const each of [addKeygen, addLint, addBuild, addSign, addVerify, addPublish]) each(feed, shell);
}
