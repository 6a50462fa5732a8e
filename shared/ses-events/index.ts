/**
 * A typed reader of everything that Amazon SES says of a mail.
 *
 * @example
 * import { parseSesEvent } from 'mx-pacer/ses-events';
 *
 * const result = parseSesEvent(record.body);
 * if (result.ok && result.event.type === 'Bounce') console.log(result.event.bounce.bounceSubType);
 */
export { parseSesEvent } from './parse-ses-event.ts';
export type { NoSesEvent, SesEventResult } from './result.ts';
export type * from './types.ts';
