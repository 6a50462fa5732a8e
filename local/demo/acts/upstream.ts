import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { Engine } from '../../engine.ts';
import { queueUrlOf } from '../../waiting.ts';
import type { SampleMail, Wave } from '../campaign.ts';

const BATCH = 10;

/** Queues the mails as upstream would, in batches of ten. */
async function enqueue({ clients, stack }: Engine, mails: readonly SampleMail[]): Promise<void> {
  const QueueUrl = queueUrlOf(stack, 'OutboundQueue');
  for (let from = 0; from < mails.length; from += BATCH) {
    const Entries = mails
      .slice(from, from + BATCH)
      .map(({ body }, at) => ({ Id: String(at), MessageBody: body }));
    await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
}

/** Queues every wave in its time. */
export function startUpstream(
  engine: Engine,
  waves: readonly Wave[],
  say: (lines: readonly string[]) => void,
) {
  const begun: Wave[] = [];
  let queued = 0;
  let queueing: Promise<void> = Promise.resolve();
  const mails = () => begun.flatMap((wave) => wave.mails);
  return {
    queued: () => queued,
    /** Of the waves that have begun. */
    mails,
    done: () => begun.length === waves.length && queued === mails().length,
    look(millis: number) {
      const wave = waves[begun.length];
      if (!wave || millis < wave.atMillis) return;
      begun.push(wave);
      say([`${wave.mails.length} messages go to OutboundQueue: ${wave.name}`]);
      queueing = queueing
        .then(() => enqueue(engine, wave.mails))
        .then(() => {
          queued += wave.mails.length;
        });
    },
    finish: () => queueing,
  };
}
