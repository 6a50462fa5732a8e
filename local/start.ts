import { Command, InvalidArgumentError } from 'commander';
import { UserError } from '../cli/user-error.ts';
import { SECOND } from '../shared/time/units.ts';
import { sampleCampaign } from './demo/campaign.ts';
import { startDemoEngine } from './demo/demo-engine.ts';
import { readCampaign } from './demo/own-campaign.ts';
import { report } from './demo/report.ts';
import { runCampaign } from './demo/run.ts';
import { createScreen } from './demo/screen.ts';
import { serve } from './serve.ts';

interface Options {
  readonly campaign?: string;
  readonly json?: boolean;
  readonly serve?: boolean;
  readonly seconds: number;
}

const NEXT = [
  'Try next',
  '  npm start -- --campaign FILE.jsonl   your own mails, one JSON object a line (docs/upstream.md)',
  '  npm start -- --serve                 the engine alone, for any AWS SDK; ctrl-C stops it',
  '  npm run mxp -- status                beside --serve, in a second terminal; --help lists the rest',
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
  .option('--seconds <n>', 'end the run after this, whatever still waits', positive, 115)
  .option('--json', 'print the summary as one JSON object on the last line')
  .option('--serve', 'start empty, print the addresses as one JSON line, and keep running')
  .addHelpText('after', '\nOne minute stands for one hour here: the demo rules limit every MX per minute.');

/** The sample or the reader's campaign, from the first line to the exit code. */
async function demo(options: Options, startedAt: number): Promise<number> {
  const out = options.json ? process.stderr : process.stdout;
  const mails = options.campaign ? await readCampaign(options.campaign) : sampleCampaign();
  out.write(
    `Starting the engine: SQS, SNS, S3, DynamoDB, DNS, SES and six mailbox providers on 127.0.0.1 …\n`,
  );
  const engine = await startDemoEngine();
  const stopOnSignal = () => void engine.stop().finally(() => process.exit(130));
  process.once('SIGINT', stopOnSignal).once('SIGTERM', stopOnSignal);
  try {
    out.write(`${mails.length} messages go to OutboundQueue. One minute here stands for one hour.\n\n`);
    const screen = createScreen(out);
    const draw = (lines: readonly string[]) => screen.draw(lines, Date.now());
    const summary = await runCampaign(engine, {
      mails,
      mostMillis: options.seconds * SECOND,
      startedAt,
      draw,
    });
    out.write(`\n${report(summary, NEXT)}\n`);
    if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`);
    return summary.ok ? 0 : 1;
  } finally {
    await engine.stop();
  }
}

const startedAt = performance.timeOrigin;
try {
  const options = program.parse().opts<Options>();
  process.exitCode = options.serve ? await serve() : await demo(options, startedAt);
} catch (error) {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
}
