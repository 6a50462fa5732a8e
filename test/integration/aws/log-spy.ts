import type { Log } from '../../../shared/ports/log.ts';

/** A log that keeps the events it was told. */
export function spyLog(): Log & { readonly events: string[] } {
  const events: string[] = [];
  return {
    events,
    info: (event) => events.push(event),
    warn: (event) => events.push(event),
    count: () => {},
  };
}
