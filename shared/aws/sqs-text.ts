import { SQS_REFUSED_CHARACTER } from '../limits/sqs.ts';

const EVERY_REFUSED = new RegExp(SQS_REFUSED_CHARACTER, 'gu');

/** True when SQS takes the text as a body: its characters, and at least one of them. */
export const isSqsText = (text: string): boolean => text !== '' && !SQS_REFUSED_CHARACTER.test(text);

/** The text with `?` for what SQS does not take. */
export const toSqsText = (text: string): string => text.replace(EVERY_REFUSED, '?');
