import { once } from 'node:events';
import { startDemoEngine } from './demo/demo-engine.ts';
import { queueUrlOf } from './waiting.ts';

/** Runs the engine, empty, until a signal; the first line of output is for programs. */
export async function serve(): Promise<number> {
  const engine = await startDemoEngine();
  const { stack, endpoints } = engine;
  const { sqs, sns, s3, dynamodb, ses, secrets } = endpoints;
  const tables = Object.fromEntries(
    ['Quota', 'Backlog', 'Delivery', 'Control', 'Doubt', 'Quarantine', 'Evidence'].map((name) => [
      name.toLowerCase(),
      stack.outputs[`${name}TableName`],
    ]),
  );
  const ready = {
    ready: true,
    region: endpoints.region,
    endpoints: { sqs, sns, s3, dynamodb, sesv2: ses, secretsmanager: secrets },
    queues: {
      outbound: queueUrlOf(stack, 'OutboundQueue'),
      priority: queueUrlOf(stack, 'PriorityQueue'),
      rejected: queueUrlOf(stack, 'RejectedQueue'),
    },
    topics: { outcome: stack.outputs['OutcomeTopicArn'], feedback: stack.outputs['FeedbackTopicArn'] },
    tables,
  };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await engine.stop();
  return 0;
}
