import { SNS_MESSAGE_BYTES } from '../limits/sns.ts';
import { safeStringify } from '../text/safe-json.ts';
import type { OutcomeEvent, OutcomeKind } from './event.ts';

/** What subscriptions filter by; `type` carries the events' kind. */
export interface OutcomeAttributes {
  readonly type: OutcomeKind;
  readonly campaign?: string;
  readonly stream: string;
}

/** One message for the topic: `body` is `events` as JSON. */
export interface OutcomeMessage {
  readonly attributes: OutcomeAttributes;
  readonly events: readonly OutcomeEvent[];
  readonly body: string;
}

const MOST_EVENTS = 50;
/** Attributes count too: names and values of ours take a few hundred bytes. */
const LARGEST_BODY = SNS_MESSAGE_BYTES - 1_024;

const HEAD = '{"v":1,"events":[';
const TAIL = ']}';

const attributesOf = ({ kind, campaign, stream }: OutcomeEvent): OutcomeAttributes => ({
  type: kind,
  ...(campaign === undefined ? {} : { campaign }),
  stream,
});

interface Written {
  readonly event: OutcomeEvent;
  readonly json: string;
}

/** Cuts into runs that fit one message each. */
function runsOf(group: readonly Written[]): readonly Written[][] {
  const runs: Written[][] = [];
  let bytes = 0;
  for (const written of group) {
    const size = Buffer.byteLength(written.json) + 1;
    const run = runs.at(-1);
    if (run && run.length < MOST_EVENTS && bytes + size <= LARGEST_BODY) {
      run.push(written);
      bytes += size;
    } else {
      runs.push([written]);
      bytes = HEAD.length + TAIL.length + size;
    }
  }
  return runs;
}

/** Gathers events of one kind, campaign and stream into messages of at most 50 events and 256 KiB, in the order given. */
export function batchEvents(events: readonly OutcomeEvent[]): readonly OutcomeMessage[] {
  const written = events.map((event) => ({ event, json: safeStringify(event) }));
  const groups = Map.groupBy(written, ({ event }) => JSON.stringify(attributesOf(event)));
  return [...groups.values()].flatMap(runsOf).flatMap((run) => {
    const [first] = run;
    if (!first) return [];
    const body = HEAD + run.map(({ json }) => json).join(',') + TAIL;
    return [{ attributes: attributesOf(first.event), events: run.map(({ event }) => event), body }];
  });
}
