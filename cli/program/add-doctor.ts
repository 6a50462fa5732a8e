import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { MINUTE, SECOND } from '../../shared/time/units.ts';
import { limitOption } from './options.ts';
import { progressLine } from './progress.ts';
import type { Call, Shell } from './shell.ts';

interface DoctorFlags {
  /** `--no-send` makes it false. */
  readonly send: boolean;
  readonly yes?: boolean;
  readonly timeout?: number;
}

const EXAMPLES = `
Asks AWS and the DNS, changes nothing, and names for each fault the command or the record that mends it. With --yes it then
sends two mails to SES's simulator through OutboundQueue, waits until they are handed over and the bounce was told, and
forgets the bounced address again. What you have no right to read is skipped; docs/first-mail.md has the policy.
Exit code 1 when a check fails.

Examples:
  mxp doctor --stack MxPacer
  mxp doctor --stack MxPacer --yes
  mxp doctor --stack MxPacer --no-send --json`;

/** Loaded when it is used: clients of services that no other command needs. */
async function doctor({ options, io, connect }: Call<DoctorFlags>) {
  const { diagnose } = await import('../doctor/diagnose.ts');
  const { draw, clear } = progressLine(io, options);
  try {
    return await diagnose(connect, {
      ...(options.stack === undefined ? {} : { stackName: options.stack }),
      send: options.send ? (options.yes ? 'yes' : 'asked') : 'no',
      label: `mxp-${randomUUID().slice(0, 8)}`,
      patience: options.timeout === undefined ? 5 * MINUTE : options.timeout * SECOND,
      onProgress: (what) => draw(`waiting for ${what} …`),
    });
  } finally {
    clear();
  }
}

/** `mxp doctor`. */
export function addDoctor(program: Command, shell: Shell): void {
  const command = program
    .command('doctor')
    .summary('what a deployment lacks, and how to mend it')
    .description(
      'Checks everything that mail needs, from credentials to the way of a mail, and says what is missing.',
    )
    .option('--no-send', 'send nothing')
    .option('--yes', "send two mails to SES's simulator and follow them")
    .addOption(limitOption('--timeout <seconds>', 'wait so long for each step of the two mails (300)'))
    .addHelpText('after', EXAMPLES);
  shell.does<DoctorFlags>(command, doctor);
}
