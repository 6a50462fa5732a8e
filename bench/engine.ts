import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { table } from '../cli/table.ts';
import { activateRules } from '../local/activate-rules.ts';
import { type Engine, startEngine } from '../local/engine.ts';
import { collectOutcomes, type OutcomeCollector } from '../local/outcome-collector.ts';
import { queueUrlOf } from '../local/waiting.ts';
import { cpuBetween, cpuOfTree } from './cpu.ts';

/**
 * Mails through the embedded engine with all checks on and limits so high that nothing waits for them: what this
 * machine can do. `npm run bench:engine -- 20000`
 */
const MAILS = Number(process.argv[2] ?? 20_000);
const DOMAINS = 20;

/** 1,000 a second and domain. */
const RULES = {
  v: 1,
  version: 'bench',
  levels: { slow: 100, normal: 100, fast: 100, 'very-fast': 100, boost: 100 },
  classes: { open: { scope: 'operator', rate: '3600000/h', connections: 1, messagesPerConnection: 1 } },
  rules: [
    {
      id: 'open',
      class: 'open',
      masks: ['*'],
      examples: ['mx.domain1.test'],
      source: 'No limit to speak of.',
    },
  ],
};

const text = 'The quick brown fox jumps over the lazy dog. '.repeat(20);

const messageOf = (at: number): string =>
  JSON.stringify({
    v: 1,
    id: `bench-${at}`,
    to: `reader${at}@domain${at % DOMAINS}.test`,
    from: 'news@example.com',
    campaign: 'bench',
    content: { simple: { subject: 'Bench', text } },
  });

async function enqueue({ clients, stack }: Engine): Promise<void> {
  const QueueUrl = queueUrlOf(stack, 'OutboundQueue');
  for (let from = 0; from < MAILS; from += 10) {
    const size = Math.min(10, MAILS - from);
    const Entries = Array.from({ length: size }, (_, at) => ({
      Id: String(at),
      MessageBody: messageOf(from + at),
    }));
    await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

const STALLED_MILLIS = 60_000;

/** Waits until every mail has its disposition; throws when nothing moves for a minute. */
async function finished({ events }: OutcomeCollector): Promise<void> {
  let last = { count: 0, at: performance.now() };
  while (events.size < MAILS) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (events.size > last.count) last = { count: events.size, at: performance.now() };
    else if (performance.now() - last.at > STALLED_MILLIS)
      throw new Error(`stalled at ${events.size} of ${MAILS} mails`);
    process.stderr.write(`\r${events.size} of ${MAILS} mails`);
  }
  process.stderr.write('\n');
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);

function print(
  seconds: number,
  cpu: Readonly<Record<string, number>>,
  requests: Readonly<Record<string, number>>,
  doubles: number,
): void {
  const perMail = (number: number) => (number / MAILS).toFixed(2);
  const operations = Object.entries(requests).map(([name, count]) => [`  ${name}`, perMail(count)]);
  const rows = [
    ['mails', String(MAILS)],
    ['mails/s, from the first message queued to the last outcome', (MAILS / seconds).toFixed(0)],
    ['CPU ms per mail', sum(cpu) > 0 ? perMail(sum(cpu)) : 'no /proc here'],
    ...Object.entries(cpu).map(([role, millis]) => [`  ${role}`, perMail(millis)]),
    ['handed over twice', String(doubles)],
    ['DynamoDB requests per mail', perMail(sum(requests))],
    ...operations,
  ];
  console.log(table(['EMBEDDED ENGINE', ''], rows));
}

const engine = await startEngine({
  zone: {},
  providers: [{ name: 'Everyone', mxHosts: ['*'] }],
  sesLimits: { maxSendRate: Number(process.argv[3] ?? 500), max24HourSend: -1 },
  prepare: activateRules(RULES),
  log: (source, line) => {
    if (line.includes('"WARN"') || line.includes('"ERROR"')) console.error(`${source}: ${line}`);
  },
});
try {
  const outcomes = await collectOutcomes(engine.clients, engine.stack.outputs['OutcomeTopicArn'] ?? '');
  const before = { cpu: cpuOfTree(), requests: await engine.dynamodbRequests(), at: performance.now() };
  await Promise.all([enqueue(engine), finished(outcomes)]);
  const seconds = (performance.now() - before.at) / 1_000;
  const cpu = cpuBetween(before.cpu, cpuOfTree());
  const after = await engine.dynamodbRequests();
  const requests = Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - (before.requests[name] ?? 0)]),
  );
  print(seconds, cpu, requests, engine.ses.accepted.length - MAILS);
  process.exitCode = MAILS === engine.ses.accepted.length ? 0 : 1;
  await outcomes.finish();
} finally {
  await engine.stop();
}
