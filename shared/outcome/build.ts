import type { MailId } from '../message/mail.ts';
import { cut } from '../text/cut.ts';
import { shortHash } from '../text/short-hash.ts';
import type { Echo, Ending, OutcomeEvent } from './event.ts';

/** Ours: UTF-16 units of `reply` and of `detail`; keeps an event small whatever a server had to say. */
const LONGEST_TEXT = 300;

/**
 * Makes the event that tells upstream of an ending; its `eventId` depends on the mail's id and the kind alone. A kind that
 * a mail may have several of (`delayed`, `complained`) names the `occurrence` too.
 */
export function buildEvent(id: MailId, echo: Echo, ending: Ending, occurrence?: string): OutcomeEvent {
  const { key: _internal, ...echoed } = echo;
  const { kind, at, reply, detail, ...judged } = ending;
  return {
    v: 1,
    eventId: shortHash([id, kind, ...(occurrence === undefined ? [] : [occurrence])].join('\n')),
    id,
    kind,
    at: new Date(at).toISOString(),
    ...echoed,
    ...judged,
    ...(reply === undefined ? {} : { reply: cut(reply, LONGEST_TEXT) }),
    ...(detail === undefined ? {} : { detail: cut(detail, LONGEST_TEXT) }),
  };
}
