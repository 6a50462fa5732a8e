import { systemClock } from '../../shared/aws/system-clock.ts';
import type { Answer } from '../commands/answer.ts';
import type { Connection } from '../connection.ts';
import { UserError } from '../user-error.ts';
import { examine } from './checks.ts';
import { learn } from './fact.ts';
import { type Finding, fail, ok, skipped } from './finding.ts';
import { gather } from './gather.ts';
import { type Inspection, inspectAws, inspectEngine } from './inspection.ts';
import { doctorAnswer } from './report.ts';
import { runTrial } from './trial/run-trial.ts';

export interface DoctorOptions {
  /** Absent: the engine on this machine. */
  readonly stackName?: string;
  /** `asked`: what is sent is to be told, not done. */
  readonly send: 'yes' | 'no' | 'asked';
  readonly label: string;
  readonly patience: number;
  readonly onProgress: (what: string) => void;
}

const NOT_SENT = {
  no: 'not asked for (--no-send)',
  asked: "--yes sends two mails to SES's simulator, waits for the bounce and forgets its address again",
} as const;

async function trialFindings(connection: Connection, options: DoctorOptions): Promise<readonly Finding[]> {
  const { send, label, patience, onProgress, stackName } = options;
  const said = { group: 'Way of a mail', check: 'trial' } as const;
  if (send !== 'yes') return [{ ...said, ...skipped(NOT_SENT[send]) }];
  const [identity] = (connection.deployment.outputs['Identities'] ?? '').split(',');
  if (!identity)
    return [
      {
        ...said,
        ...fail('the stack does not say what mail leaves from', 'deploy this version: npx cdk deploy'),
      },
    ];
  const stackOption = stackName === undefined ? '' : ` --stack ${stackName}`;
  const ran = await learn(() => runTrial(connection, { identity, label, patience, onProgress, stackOption }));
  return ran.known
    ? ran.value
    : [{ ...said, ...fail(`the trial ${ran.why}`, 'mend what fails above, then ask again') }];
}

/** A stack that cannot be read: whose credentials they are says most. */
async function withoutStack(inspection: Inspection, error: UserError): Promise<readonly Finding[]> {
  const caller = await learn(inspection.caller);
  const who = caller.known
    ? ok(`account ${caller.value.account}, region ${caller.value.region}, as ${caller.value.arn}`)
    : fail(caller.why, 'aws configure, or set AWS_PROFILE; AWS_REGION names the region');
  return [
    { group: 'AWS', check: 'credentials', ...who },
    { group: 'AWS', check: 'stack', ...fail(error.message, 'npx cdk deploy, in this account and region') },
  ];
}

const inspectionOf = (stackName: string | undefined): Inspection =>
  stackName === undefined ? inspectEngine() : inspectAws(stackName);

/** Looks a deployment over, sends two mails to the simulator if that is wanted, and says what is missing. */
export async function diagnose(
  connect: () => Promise<Connection>,
  options: DoctorOptions,
  inspect = inspectionOf,
): Promise<Answer> {
  const { stackName } = options;
  try {
    const connection = await connect();
    const facts = await gather(inspect(stackName), connection, options);
    const findings = [...examine(facts), ...(await trialFindings(connection, options))];
    return doctorAnswer(connection.deployment.name, facts.now, findings);
  } catch (error) {
    if (!(error instanceof UserError) || stackName === undefined) throw error;
    return doctorAnswer(
      `stack ${stackName}`,
      systemClock.now(),
      await withoutStack(inspect(stackName), error),
    );
  }
}
