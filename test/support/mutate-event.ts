import type { Random } from '../../shared/ports/clock.ts';
import { seeded } from '../property/world/random.ts';
import { mutateJson, pick, scaled } from './mutate-json.ts';
import { sesFixture, sesFixtureNames } from './ses-fixtures.ts';

type Change = (text: string, random: Random) => string;

const VALIDATION = 'Successfully validated SNS topic for Amazon SES event publishing.';

const sns = (Message: unknown): string =>
  JSON.stringify({ Type: 'Notification', MessageId: 'm', TopicArn: 'arn:aws:sns:::t', Message });
const eventBridge = (detail: unknown): string =>
  JSON.stringify({ version: '0', 'detail-type': 'Email Bounced', source: 'aws.ses', detail });

/** The value of a text that may be broken by now. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const place = (text: string, random: Random): number => Math.floor(random() * text.length);

const flipBits: Change = (text, random) => {
  const units = Array.from({ length: scaled(4, random) }, () => place(text, random));
  return units.reduce((changed, at) => {
    const unit = changed.charCodeAt(at) ^ (1 << Math.floor(random() * 16));
    return `${changed.slice(0, at)}${String.fromCharCode(unit)}${changed.slice(at + 1)}`;
  }, text);
};

/** The same field twice, the second time with something else in it or the other way round. */
const doubleField: Change = (text, random) => {
  const fields = [...text.matchAll(/[{,]("[^"\\]{1,40}"):/g)];
  if (fields.length === 0) return text;
  const { index = 0, 1: name = '' } = pick(fields, random);
  const junk = pick(['null', '{}', '[]', '"x"', '{"emailAddress":"x@example.com"}'], random);
  return random() < 0.5
    ? `${text.slice(0, index + 1)}${name}:${junk},${text.slice(index + 1)}`
    : text.replace(/\}\s*$/, `,${name}:${junk}}`);
};

const CHANGES: readonly Change[] = [
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => text.slice(place(text, random)),
  (text, random) => text.slice(0, place(text, random)) + text.slice(place(text, random)),
  (text) => text + text,
  (text, random) => `${'['.repeat(scaled(15, random))}${text}`,
  (text, random) =>
    text.replace('{', `{"junk":${'['.repeat(2_000)}${']'.repeat(2_000)},`) + pick(['', '}'], random),
  flipBits,
  flipBits,
  doubleField,
  doubleField,
];

/** As SES's JSON may arrive. */
const WRAPS: readonly Change[] = [
  (text) => text,
  (text) => sns(text),
  (text) => eventBridge(jsonOf(text)),
  (text) => sns(eventBridge(jsonOf(text))),
];

/** Raw delivery switched on one side only, and other half measures. */
const HALF_WRAPS: readonly Change[] = [
  (text) => sns(jsonOf(text)),
  (text) => eventBridge(text),
  (text) => sns(sns(text)),
  (text) => JSON.stringify({ Message: text }),
  (text) => JSON.stringify(text),
  (text) => `${VALIDATION}${text}`,
];

const FIXTURES: readonly string[] = sesFixtureNames().map(sesFixture);

/** The nth event of a seed: a body that SES might have sent, damaged in a few ways; one in twelve is left whole. */
export function mutatedEvent(seed: number, index: number, bases: readonly string[] = FIXTURES): string {
  const random = seeded(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  const value = JSON.parse(pick(bases, random));
  if (random() > 1 / 12) mutateJson(value, Math.floor(random() * 4), random);
  else return JSON.stringify(value);
  const text = JSON.stringify(value);
  const damaged = random() < 0.2 ? pick(CHANGES, random)(text, random) : text;
  const wrapped = pick(random() < 0.9 ? WRAPS : HALF_WRAPS, random)(damaged, random);
  return random() < 0.1 ? pick(CHANGES, random)(wrapped, random) : wrapped;
}

/**
 * Endless variety, always the same for a seed. `bases`: JSON bodies to start from, where the fixtures of the parser are
 * not what is wanted (events of mails that a store knows, say).
 */
export function* mutatedEvents(seed: number, count: number, bases?: readonly string[]): Generator<string> {
  for (let index = 0; index < count; index += 1) yield mutatedEvent(seed, index, bases);
}
