import { asObject, type Json, textFields } from './json.ts';
import type { EpochMillis } from './mail.ts';
import { readBounce, readComplaint, readDeliveryDelay } from './read-failures.ts';
import { readClick, readDelivery, readOpen, readSubscription } from './read-others.ts';
import { type NoSesEvent, unreadable } from './result.ts';
import type { SesEventContent } from './types.ts';

interface Payload {
  readonly key: string;
  readonly read: (json: Json, mailAt: EpochMillis) => SesEventContent;
}

const RENDERING_FAILURE: Payload = {
  key: 'failure',
  read: (json) => ({
    type: 'RenderingFailure',
    failure: textFields(json, ['templateName', 'errorMessage']),
  }),
};

/** Payloads by SES's name of the type; a Map, in which names such as `constructor` find nothing. */
const PAYLOADS: ReadonlyMap<string, Payload> = new Map<string, Payload>([
  [
    'Delivery',
    { key: 'delivery', read: (json, at) => ({ type: 'Delivery', delivery: readDelivery(json, at) }) },
  ],
  ['Bounce', { key: 'bounce', read: (json, at) => ({ type: 'Bounce', bounce: readBounce(json, at) }) }],
  [
    'Complaint',
    { key: 'complaint', read: (json, at) => ({ type: 'Complaint', complaint: readComplaint(json, at) }) },
  ],
  ['Reject', { key: 'reject', read: (json) => ({ type: 'Reject', reject: textFields(json, ['reason']) }) }],
  ['Rendering Failure', RENDERING_FAILURE],
  ['RenderingFailure', RENDERING_FAILURE],
  [
    'DeliveryDelay',
    {
      key: 'deliveryDelay',
      read: (json, at) => ({ type: 'DeliveryDelay', deliveryDelay: readDeliveryDelay(json, at) }),
    },
  ],
  ['Open', { key: 'open', read: (json, at) => ({ type: 'Open', open: readOpen(json, at) }) }],
  ['Click', { key: 'click', read: (json, at) => ({ type: 'Click', click: readClick(json, at) }) }],
  [
    'Subscription',
    {
      key: 'subscription',
      read: (json, at) => ({ type: 'Subscription', subscription: readSubscription(json, at) }),
    },
  ],
]);

/** What an event of this type says; `mailAt` stands in for times that are none. */
export function readContent(
  name: string,
  json: Json,
  mailAt: EpochMillis,
): { readonly ok: true; readonly content: SesEventContent } | NoSesEvent {
  // Its payload is always empty (SES developer guide, "send object"), so nothing is lost without one.
  if (name === 'Send') return { ok: true, content: { type: 'Send' } };
  const known = PAYLOADS.get(name);
  if (!known) return { ok: true, content: { type: 'Unknown', name } };
  const payload = asObject(json[known.key]);
  if (!payload) return unreadable(`${name} without its ${known.key} object`);
  return { ok: true, content: known.read(payload, mailAt) };
}
