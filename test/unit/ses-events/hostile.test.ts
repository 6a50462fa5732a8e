import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../../shared/ses-events/parse-ses-event.ts';
import { sourcesIn } from '../../architecture/sources.ts';
import { sesFixture } from '../../support/ses-fixtures.ts';

const DEEP = 200_000;
const LIST = 50_000;

const bounceWith = (change: object) => {
  const json = JSON.parse(sesFixture('bounce-permanent-no-email'));
  return JSON.stringify({ ...json, bounce: { ...json.bounce, ...change } });
};

describe('a body that nobody of SES wrote', () => {
  it.each([
    ['empty', '', 'the body is not JSON'],
    ['cut off at once', '{', 'the body is not JSON'],
    ['cut off', '{"eventType":"Send"', 'the body is not JSON'],
    ['cut off deep within', '['.repeat(DEEP), 'the body is not JSON'],
    ['a list', '[]', 'the body is no JSON object'],
    ['a list of lists of lists', '['.repeat(DEEP) + ']'.repeat(DEEP), 'the body is no JSON object'],
    ['null', 'null', 'the body is no JSON object'],
    ['text', '"text"', 'the body is no JSON object'],
    ['a number', '7', 'the body is no JSON object'],
    ['an empty object', '{}', 'neither eventType nor notificationType'],
    ['a prototype', '{"__proto__":{"eventType":"Send","mail":{}}}', 'neither eventType nor notificationType'],
    ['of type null', '{"eventType":null,"mail":{}}', 'neither eventType nor notificationType'],
    ['a mail alone', '{"mail":{}}', 'neither eventType nor notificationType'],
    ['a type alone', '{"eventType":"Send"}', 'no mail object'],
  ])('is unreadable: %s', (_, body, reason) => {
    expect(parseSesEvent(body)).toEqual({ ok: false, kind: 'unreadable', reason });
  });

  it.each([undefined, null, 7, {}, [], Symbol('x')])('is unreadable even where it is no text: %s', (body) => {
    // Callers without types may pass anything.
    expect(parseSesEvent(body as unknown as string)).toEqual({
      ok: false,
      kind: 'unreadable',
      reason: 'the body is no text',
    });
  });
});

describe('an event blown up', () => {
  it('keeps all of its recipients, however many', () => {
    const bouncedRecipients = Array.from({ length: LIST }, (_, at) => ({
      emailAddress: `${at}@example.com`,
    }));
    expect(parseSesEvent(bounceWith({ bouncedRecipients }))).toMatchObject({
      event: { bounce: { bouncedRecipients: { length: LIST } } },
    });
  });

  it('is read past what nests deep', () => {
    const body = bounceWith({}).replace(
      '"bounce":{',
      `"bounce":{"junk":${'['.repeat(DEEP)}${']'.repeat(DEEP)},`,
    );
    expect(parseSesEvent(body)).toMatchObject({ ok: true, event: { bounce: { bounceSubType: 'NoEmail' } } });
  });

  it('keeps text of any length and any characters', () => {
    const diagnosticCode = `smtp; 550 \ud83d\u0000\u2028 ${'x'.repeat(1_000_000)}`;
    const recipient = { emailAddress: 'jane@example.com', diagnosticCode };
    expect(parseSesEvent(bounceWith({ bouncedRecipients: [recipient] }))).toMatchObject({
      event: { bounce: { bouncedRecipients: [recipient] } },
    });
  });

  it('takes the last of doubled fields, as JSON does', () => {
    const body = sesFixture('send').replace('"eventType"', '"eventType":"Reject","eventType"');
    expect(parseSesEvent(body)).toMatchObject({ event: { type: 'Send' } });
  });
});

describe('the parser', () => {
  it('stands alone: it imports nothing from outside its folder', () => {
    const sources = sourcesIn('shared/ses-events');
    expect(sources.length).toBeGreaterThan(5);
    const foreign = sources
      .flatMap(({ imports }) => imports)
      // The example in its docstring.
      .filter((name) => name !== 'mx-pacer/ses-events')
      .filter((name) => !name.startsWith('shared/ses-events/'));
    expect(foreign).toEqual([]);
  });
});
