import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../cli/user-error.ts';
import { SECOND } from '../shared/time/units.ts';
import { runUnpaced, type Unpaced } from './demo/acts/unpaced.ts';
import { unpacedLines, unpacedResult } from './demo/acts/unpaced-screen.ts';
import { createDoubtCount } from './demo/audit/doubts.ts';
import { createLeakWatch } from './demo/audit/leaks.ts';
import { sampleWaves, type Wave } from './demo/campaign.ts';
import { startDemoEngine } from './demo/demo-engine.ts';
import { readCampaign } from './demo/own-campaign.ts';
import { MADELEINE } from './demo/providers/national.ts';
import { LEVEL_NOTE, providerTable } from './demo/report/providers.ts';
import { report } from './demo/report/report.ts';
import { runCampaign } from './demo/run.ts';
import { createScreen, type Screen } from './demo/screen.ts';
import type { Engine } from './engine.ts';
import { serve } from './serve.ts';

interface Options {
  readonly campaign?: string;
  readonly json?: boolean;
  readonly serve?: boolean;
  readonly skipUnpaced?: boolean;
  readonly seconds: number;
}

const UNPACED_SECONDS = 15;
const PACED_SECONDS = 58;

const NEXT = [
  'Try next',
  '  npm start -- --campaign FILE.jsonl    your own mails, one JSON object a line (docs/upstream.md)',
  '  npm start -- --serve                  the engine alone, for any AWS SDK; then, in a second terminal:',
  '  npm run mxp -- explain ADDRESS        why a mail, an address or a domain fares as it does',
  '  npm run mxp -- quarantine show ADDRESS, release ADDRESS, status; --help lists the rest',
];

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('write a number of seconds above 0');
  return value;
}

const program = new Command('npm start --')
  .description(
    'Runs MX Pacer on this machine: the real functions on local servers, against virtual providers.',
  )
  .option(
    '--campaign <file>',
    'send the messages of this file, one JSON object a line, instead of the sample',
  )
  .option('--seconds <n>', 'end the paced act after this, whatever still waits', positive, PACED_SECONDS)
  .option('--skip-unpaced', 'leave out the first act, the same mails without a pacer')
  .option('--json', 'print the summary as one JSON object on the last line')
  .option('--serve', 'start empty, print the addresses as one JSON line, and keep running')
  .addHelpText('after', '\nOne minute stands for one hour here: the demo rules limit every MX per minute.');

/** For people beside the line for programs: whom to send to, and what to try. */
const ABOUT_SERVE = [
  '',
  `${MADELEINE} is full until a minute after her first mail. Three mails, some seconds apart,`,
  'quarantine her: `mxp send`, `mxp explain`, `mxp quarantine release` in a second terminal (docs/cli.md).',
];

/** The sample, or the reader's campaign as one wave. */
const wavesOf = async ({ campaign }: Options): Promise<readonly Wave[]> =>
  campaign ? [{ name: 'your campaign', atMillis: 0, mails: await readCampaign(campaign) }] : sampleWaves();

/** Act 1: the same mails as a plain client sends them. */
async function firstAct(waves: readonly Wave[], screen: Screen): Promise<Unpaced> {
  const mails = waves.flatMap((wave) => wave.mails).filter(({ to }) => to.includes('@'));
  screen.say(['', `ACT 1, ${UNPACED_SECONDS} s: the same campaign without a pacer, on a plain SES`, '']);
  const unpaced = await runUnpaced({
    mails,
    seconds: UNPACED_SECONDS,
    draw: (books, sent, seconds) => screen.draw(unpacedLines(books, sent, mails.length, seconds), Date.now()),
  });
  screen.release();
  screen.say(['', ...unpacedResult(unpaced)]);
  return unpaced;
}

/** Both acts and the report, on an engine that runs. */
async function acts(engine: Engine, options: Options, more: Awaited<ReturnType<typeof prepare>>) {
  const { waves, screen, leaks, doubts } = more;
  const begun = Date.now();
  const unpaced = options.skipUnpaced ? undefined : await firstAct(waves, screen);
  screen.say(['', 'ACT 2: the same campaign through MX Pacer. One minute here stands for one hour.', '']);
  const summary = await runCampaign(engine, {
    waves,
    scripted: options.campaign === undefined,
    mostMillis: options.seconds * SECOND,
    startedAt: more.startedAt + (Date.now() - begun),
    screen,
    leaks,
    doubts: doubts.count,
    ...(unpaced ? { unpaced } : {}),
  });
  screen.release();
  return summary;
}

async function prepare(options: Options, startedAt: number) {
  const out = options.json ? process.stderr : process.stdout;
  const waves = await wavesOf(options);
  return {
    waves,
    screen: createScreen(out),
    leaks: createLeakWatch(),
    doubts: createDoubtCount(),
    startedAt,
  };
}

/** From the first line to the exit code. */
async function demo(options: Options, startedAt: number): Promise<number> {
  const prepared = await prepare(options, startedAt);
  const { screen, leaks, doubts } = prepared;
  screen.say([...providerTable().split('\n'), LEVEL_NOTE, '']);
  screen.say(['Starting the engine: SQS, SNS, S3, DynamoDB, DNS, SES and these providers on 127.0.0.1 …']);
  const engine = await startDemoEngine((source, line) => {
    leaks.read(source, line);
    doubts.read(source, line);
  });
  const stopOnSignal = () => void engine.stop().finally(() => process.exit(130));
  process.once('SIGINT', stopOnSignal).once('SIGTERM', stopOnSignal);
  try {
    const summary = await acts(engine, options, prepared);
    screen.say(['', ...report(summary, NEXT).split('\n')]);
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    return summary.ok ? 0 : 1;
  } finally {
    await engine.stop();
  }
}

const startedAt = performance.timeOrigin;
try {
  const options = program.parse().opts<Options>();
  if (options.serve)
    createScreen(process.stderr).say([...providerTable().split('\n'), LEVEL_NOTE, ...ABOUT_SERVE]);
  process.exitCode = options.serve ? await serve() : await demo(options, startedAt);
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}
