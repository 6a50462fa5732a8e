import type { Log } from '../../shared/ports/log.ts';
import type { PortName, QueueName, Watch } from '../../test/property/world/watch.ts';
import { adaptersOn } from './adapters.ts';
import { ASSUMPTIONS } from './assumptions.ts';
import { billedRequests, readCommand } from './read-command.ts';
import { createTally, type Tally } from './usage.ts';

export interface MeterOptions {
  /** Of a mail's message, its envelope apart. */
  readonly mailBytes: number;
  /** Messages that one receive brings. */
  readonly receives: number;
}

/** About what an envelope, and what an event of SES, weighs. */
const ENVELOPE_BYTES = 450;
const EVENT_BYTES = 2_500;
const WAKE_UP_BYTES = 100;

const bytesIn = (queue: QueueName, mailBytes: number): number => {
  if (queue === 'wakeUp') return WAKE_UP_BYTES;
  if (queue === 'feedback') return EVENT_BYTES;
  return queue === 'outbound' ? mailBytes : mailBytes + ENVELOPE_BYTES;
};

/** Lines, and the metrics of a batch that counts anything. */
function createLog(tally: Tally): Log {
  const line = (event: string, fields: object = {}) =>
    tally.add({
      logKilobytes: ASSUMPTIONS.lineKilobytes + JSON.stringify({ event, ...fields }).length / 1_024,
    });
  return {
    info: line,
    warn: line,
    count: (metric, by = 1) => {
      if (by > 0) tally.add({ logKilobytes: JSON.stringify({ metric, by }).length / 1_024 });
    },
  };
}

/** What Lambda's poller does for a batch: receives and deletes. */
function poll(tally: Tally, { receives, mailBytes }: MeterOptions, queue: QueueName, messages: number): void {
  const size = bytesIn(queue, mailBytes);
  const received = Math.min(receives, messages);
  const times = Math.ceil(messages / receives);
  const deletes = Math.ceil(messages / ASSUMPTIONS.deletesBatch);
  tally.called(`ReceiveMessage ${queue}`, times);
  tally.called(`DeleteMessageBatch ${queue}`, deletes);
  tally.add({ sqsRequests: times * billedRequests(received * size) + deletes });
  // SES publishes each of its events by itself.
  if (queue === 'feedback') tally.add({ snsRequests: messages });
}

/** An invocation that waited so long, and the CPU of its mails. */
function invoke(tally: Tally, queue: QueueName, messages: number, millis: number): void {
  const { memoryGb, processors, cpuPerMail, platformLogKilobytes, metricsKilobytes } = ASSUMPTIONS;
  const cpu = (messages * cpuPerMail) / processors;
  tally.called(`Invoke ${queue}`);
  tally.add({
    lambdaInvocations: 1,
    lambdaGbSeconds: ((millis + cpu) / 1_000) * memoryGb,
    logKilobytes: platformLogKilobytes + (queue === 'delivery' ? 0 : metricsKilobytes),
  });
}

/** Counts what AWS would bill of a world that runs. Every call of a port is made by its adapter too, on no client. */
export function createMeter(options: MeterOptions): { readonly watch: Watch; readonly tally: Tally } {
  const tally = createTally();
  const { memoryGb, processors, cpuPerCall } = ASSUMPTIONS;
  const charge = (name: string) => {
    tally.called(name);
    tally.add({ lambdaGbSeconds: (cpuPerCall / processors / 1_000) * memoryGb });
  };
  const adapters = adaptersOn(async (command) => {
    const { name, usage, answer } = readCommand(command, options.mailBytes);
    charge(name);
    tally.add(usage);
    return answer;
  });
  const shadow = async (port: PortName, method: PropertyKey, args: readonly unknown[]) => {
    if (port === 'mailer') return charge('SendEmail');
    const call: unknown = Reflect.get(adapters[port], method);
    if (typeof call === 'function') await call(...args);
  };
  const tap: Watch['tap'] = (name, port) =>
    new Proxy(port, {
      get: (target, method) => {
        const member: unknown = Reflect.get(target, method);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          const [value] = await Promise.all([member.apply(target, args), shadow(name, method, args)]);
          return value as unknown;
        };
      },
    });
  const invoked: Watch['invoked'] = (queue, messages, millis) => {
    poll(tally, options, queue, messages);
    invoke(tally, queue, messages, millis);
  };
  return { tally, watch: { tap, invoked, log: createLog(tally) } };
}
