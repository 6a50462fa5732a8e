import type { OutcomeEvent } from '../outcome/event.ts';

/** Tells upstream; answers the `eventId`s that could not be published. */
export interface OutcomePublisher {
  publish(events: readonly OutcomeEvent[]): Promise<ReadonlySet<string>>;
}
