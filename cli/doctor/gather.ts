import type { StackState } from '../../shared/aws/inspect/stack.ts';
import type { Connection } from '../connection.ts';
import { readStanding } from '../rules/standing.ts';
import { type Fact, fromFact, learn } from './fact.ts';
import type { Facts } from './facts.ts';
import { identityFacts } from './identity-facts.ts';
import type { Inspection } from './inspection.ts';
import { largestRule } from './largest-rule.ts';

/** What is asked of a connection beside the inspection. */
export type Patient = Pick<Connection, 'clock' | 'control' | 'rules' | 'rulesStore' | 'trials'> & {
  readonly deployment: Pick<Connection['deployment'], 'settings' | 'outputs'>;
};

const list = (text: string | undefined): readonly string[] => (text ? text.split(',') : []);

/** One after the other: SES lets one such call a second through. */
async function each<T, R>(items: Iterable<T>, ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = [];
  for (const item of items) answers.push(await ask(item));
  return answers;
}

const idsOf = ({ resources }: StackState, type: RegExp): readonly string[] =>
  resources.filter((one) => type.test(one.type)).map(({ physicalId }) => physicalId);

/** The parts of the stack that have a state of their own. */
async function stackFacts(inspection: Inspection, stack: Fact<StackState>) {
  const ofType = <T>(type: RegExp, ask: (id: string) => Promise<T>) =>
    fromFact(stack, (found) => Promise.all(idsOf(found, type).map(ask)));
  const [functions, eventSources, schedules, queues] = await Promise.all([
    ofType(/^AWS::Lambda::Function$/, inspection.function),
    ofType(/^AWS::Lambda::EventSourceMapping$/, inspection.eventSource),
    ofType(/^AWS::Events::Rule$/, inspection.schedule),
    ofType(/^AWS::SQS::Queue$/, inspection.queue),
  ]);
  return { functions, eventSources, schedules, queues };
}

/** What SES says, a call after the other. */
async function sesFacts(inspection: Inspection, { deployment }: Patient, onProgress: (what: string) => void) {
  onProgress('the account at SES');
  const account = await learn(inspection.account);
  onProgress('identities and their DNS records');
  const identities = await learn(() =>
    each(list(deployment.outputs['Identities']), (name) => identityFacts(inspection, name)),
  );
  const pools = Object.values(deployment.settings.pools);
  const names = pools.flatMap(({ configurationSets }) =>
    configurationSets.flatMap(({ name, watched }) => [name, watched]),
  );
  onProgress('configuration sets');
  const sets = await learn(() => each(new Set(names), inspection.set));
  return { account, identities, sets };
}

/** Asks for everything that the checks look at; nothing that fails keeps the rest from being asked. */
export async function gather(
  inspection: Inspection,
  patient: Patient,
  { stackName, onProgress }: { readonly stackName?: string; readonly onProgress: (what: string) => void },
): Promise<Facts> {
  const { clock, deployment } = patient;
  const { outputs, settings } = deployment;
  const tables = Object.keys(outputs).filter((name) => name.endsWith('TableName'));
  const topic = (name: string) => inspection.topic(outputs[name] ?? '');
  onProgress('the stack');
  const caller = await learn(inspection.caller);
  const now = clock.now();
  const stack = await learn(inspection.stack);
  const [parts, ses, ofTables, topics, rules, largest] = await Promise.all([
    stackFacts(inspection, stack),
    sesFacts(inspection, patient, onProgress),
    learn(() => Promise.all(tables.map((name) => inspection.table(outputs[name] ?? '')))),
    learn(async () => ({
      outcomes: await topic('OutcomeTopicArn'),
      notices: await topic('NoticeTopicArn'),
    })),
    learn(() => readStanding(patient)),
    learn(() => largestRule(patient)),
  ]);
  return {
    now,
    stackOption: stackName === undefined ? '' : ` --stack ${stackName}`,
    audience: settings,
    feedbackTopicArn: outputs['FeedbackTopicArn'] ?? '',
    caller,
    stack,
    ...parts,
    ...ses,
    tables: ofTables,
    topics,
    rules,
    largestRule: largest,
  };
}
