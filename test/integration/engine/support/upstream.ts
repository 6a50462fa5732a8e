import { DISPOSITIONS, type Disposition, type OutcomeEvent } from '../../../../shared/outcome/event.ts';

/** What upstream knows of one mail when it has read every event of it. */
export interface Story {
  readonly dispositions: readonly Disposition[];
  readonly delivered: boolean;
  /** The reply that sent it back. */
  readonly bounced?: string;
  readonly bouncedAfterDelivery: boolean;
  readonly delays: readonly string[];
  readonly complained: boolean;
  /** SES took it, and did not send it. */
  readonly suppressedBySes: boolean;
}

const isDisposition = (kind: string): kind is Disposition => DISPOSITIONS.some((one) => one === kind);

function storyOf(events: readonly OutcomeEvent[]): Story {
  const of = (kind: OutcomeEvent['kind']) => events.filter((event) => event.kind === kind);
  const dispositions = events.flatMap(({ kind, by }) => (isDisposition(kind) && by !== 'ses' ? [kind] : []));
  const [delivered] = of('delivered');
  const [bounced] = of('bounced').filter(({ type }) => type !== 'ignored');
  return {
    dispositions: [...new Set(dispositions)],
    delivered: delivered !== undefined,
    ...(bounced ? { bounced: bounced.reply ?? '' } : {}),
    bouncedAfterDelivery: delivered !== undefined && bounced !== undefined && bounced.at > delivered.at,
    delays: of('delayed').map(({ reply = '' }) => reply),
    complained: of('complained').length > 0,
    suppressedBySes: events.some(({ kind, by }) => kind === 'suppressed' && by === 'ses'),
  };
}

/** Every mail's story from the events alone, however often and in whatever order they came. */
export function storiesOf(events: readonly OutcomeEvent[]): ReadonlyMap<string, Story> {
  const once = [...new Map(events.map((event) => [event.eventId, event])).values()];
  const byId = Map.groupBy(once, ({ id }) => id);
  return new Map([...byId].map(([id, own]) => [id, storyOf(own)]));
}
