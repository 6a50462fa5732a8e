import { type Command, Option } from 'commander';
import { createClassifier } from '../../shared/bounce/create-classifier.ts';
import { BLAMES, type Blame } from '../../shared/outcome/event.ts';
import type { BounceRuleData } from '../../shared/rules/bounce-schema.ts';
import { normaliseReply } from '../../shared/unknown/normalise.ts';
import { MOST_NEW_A_DAY } from '../../shared/unknown/others.ts';
import { textOf, unknownTexts } from '../bounces/listing.ts';
import { listingAnswer } from '../bounces/listing-text.ts';
import { ownRule } from '../bounces/own-rule.ts';
import { reclassify } from '../bounces/reclassify.ts';
import { reclassifyAnswer } from '../bounces/reclassify-text.ts';
import { madeAnswer } from '../bounces/rule-text.ts';
import type { Answer } from '../commands/answer.ts';
import { change } from '../overrides/change.ts';
import { addingBounces } from '../overrides/edits.ts';
import { userName } from '../user-name.ts';
import { dateOption, limitOption, type ReasonFlag, reasonOption } from './options.ts';
import { progressLine } from './progress.ts';
import type { Call, Shell } from './shell.ts';

interface BouncesFlags extends ReasonFlag {
  readonly all?: boolean;
  readonly since?: number;
  readonly limit?: number;
  readonly undo?: boolean;
  readonly why?: string;
  readonly blame?: Blame;
  readonly pattern?: string;
  readonly name?: string;
  readonly text?: string;
  readonly reclassify?: boolean;
  readonly yes?: boolean;
}

const ID = 'of `mxp bounces unknown`, or its start';

/** Texts that are listed without --limit. */
const USUAL_LIMIT = 20;

const EXAMPLES = `
A reply that no rule, status or code explains is soft and unreachable, and never quarantines its address. Such replies are
counted by their text: what differs from mail to mail is * (addresses) or #domain#, #ip#, #url#, #id#, #number#. At most
${MOST_NEW_A_DAY} texts are new on a day; the replies in others are counted together.

Examples:
  mxp bounces unknown
  mxp bounces rule 4f2a --reason mailboxFull --reclassify       shows the rule and what it would change
  mxp bounces rule 4f2a --reason mailboxFull --reclassify --yes
  mxp bounces ignore 91c0 --yes                                 nothing failed: an automatic reply
  mxp bounces keep 77aa --why "their outage of 12 May"
  mxp bounces reclassify --since 2026-11-01                     after any change of bounce rules`;

async function runReclassify(
  { io, options, connect }: Call<BouncesFlags>,
  normalised: string | undefined,
  ahead?: { readonly rule: BounceRuleData; readonly version: string },
): Promise<Answer> {
  const { draw, clear } = progressLine(io, options);
  const { since, yes = false } = options;
  try {
    const result = await reclassify(await connect(), {
      ...(since === undefined ? {} : { since }),
      ...(normalised === undefined
        ? {}
        : { isMeant: ({ reply = '' }) => normaliseReply(reply) === normalised }),
      yes,
      ...(ahead ? { ahead } : {}),
      onProgress: draw,
    });
    return reclassifyAnswer(result, yes);
  } finally {
    clear();
  }
}

async function makeRule(call: Call<BouncesFlags>, ignored: boolean): Promise<Answer> {
  const { args, options, connect } = call;
  const connection = await connect();
  const text = await textOf(connection, args[0] ?? '');
  const { bounces } = (await connection.rules.active()).current;
  const rule = ownRule(text, bounces, { ...options, ignored });
  const yes = options.yes === true;
  const changed = await change(connection, addingBounces([rule], 'before'), { by: userName(), yes });
  const ahead = { rule, version: changed.version };
  return madeAnswer(
    rule,
    changed,
    options.reclassify ? await runReclassify(call, text.text, ahead) : undefined,
  );
}

function addMaking(bounces: Command, shell: Shell): void {
  const making = (command: Command): Command =>
    command
      .argument('<id>', ID)
      .option('--pattern <regex>', 'in place of the drafted one; see docs/bounces.md')
      .option('--name <id>', 'of the rule, in place of the drafted one')
      .option('--reclassify', 'judge the kept bounces of this text by it')
      .option('--yes', 'do it; without it the rule is only shown');
  const rule = making(bounces.command('rule').summary('make an own rule of a text'))
    .addOption(reasonOption('what it means; as drafted without it'))
    .addOption(new Option('--blame <whom>', 'whom it speaks of').choices(BLAMES))
    .description(
      'Makes an own bounce rule of an unknown text, in force within a minute. Shows the rule first; --yes makes it.',
    );
  shell.does<BouncesFlags>(rule, (call) => makeRule(call, false));
  const ignore = making(
    bounces.command('ignore').summary('make an own rule that a text says of no failure'),
  ).description(
    'Makes an own bounce rule that ignores an unknown text: it says of no failure. Shows the rule first; --yes makes it.',
  );
  shell.does<BouncesFlags>(ignore, (call) => makeRule(call, true));
}

function addKeep(bounces: Command, shell: Shell): void {
  const keep = bounces
    .command('keep')
    .summary('leave a text unclassified, off the list')
    .description('Leaves an unknown text unclassified and takes it off the list.')
    .argument('<id>', ID)
    .option('--why <text>', 'kept with it, for those who ask later')
    .option('--undo', 'list it again');
  shell.does<BouncesFlags>(keep, async ({ args, options, connect }) => {
    const connection = await connect();
    const { id } = await textOf(connection, args[0] ?? '');
    const { why, undo } = options;
    const kept = { at: connection.clock.now(), by: userName(), ...(why ? { why } : {}) };
    await connection.unknownTexts.keep(id, undo ? undefined : kept);
    return { json: { id, kept: !undo }, text: undo ? `${id} is listed again.` : `${id} stays as it is.` };
  });
}

/** `mxp bounces …`: replies that nobody knows. */
export function addBounces(program: Command, shell: Shell): void {
  const bounces = program
    .command('bounces')
    .summary('replies that no rule knows')
    .description('Lists replies that no rule knows, makes rules of them, and judges kept bounces anew.')
    .addHelpText('after', EXAMPLES);
  const unknown = bounces
    .command('unknown', { isDefault: true })
    .summary('list them, most frequent first')
    .description('Lists the replies that no rule knows, most frequent first, each with a drafted rule.')
    .option('--all', 'also those that were kept')
    .addOption(dateOption('--since <date>', 'seen then or later'))
    .addOption(limitOption('--limit <n>', `at most so many (${USUAL_LIMIT})`));
  shell.does<BouncesFlags>(unknown, async ({ options, connect }) => {
    const { all = false, since, limit = USUAL_LIMIT } = options;
    const listing = { all, most: limit, ...(since === undefined ? {} : { since }) };
    return listingAnswer(await unknownTexts(await connect(), listing, createClassifier));
  });
  addMaking(bounces, shell);
  addKeep(bounces, shell);
  const again = bounces
    .command('reclassify')
    .summary('judge kept bounces by the rules in force')
    .description(
      'Judges the bounces that are kept as evidence (180 days) by the rules in force, and charges their addresses as if it had always been so. Reads the whole Evidence table.',
    )
    .addOption(dateOption('--since <date>', 'of that time or later'))
    .option('--text <id>', 'of this text of `mxp bounces unknown`')
    .option('--yes', 'do it; without it the changes are only shown');
  shell.does<BouncesFlags>(again, async (call) => {
    const { text } = call.options;
    return runReclassify(
      call,
      text === undefined ? undefined : (await textOf(await call.connect(), text)).text,
    );
  });
}
