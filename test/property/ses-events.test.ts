import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSesEvent } from '../../shared/ses-events/parse-ses-event.ts';
import { mutatedEvent, mutatedEvents } from '../support/mutate-event.ts';
import { faultsOf } from '../support/ses-event-schema.ts';

const SEED = 3;
const COUNT = 4_000;

describe('whatever comes in', () => {
  it('mutated events are answered in one of the promised shapes, and no reason repeats them', () => {
    const kinds = new Map<string, number>();
    for (const body of mutatedEvents(SEED, COUNT)) {
      const result = parseSesEvent(body);
      expect(faultsOf(result)).toEqual([]);
      const kind = result.ok ? result.event.type : result.kind;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    // The mutations neither spare the events nor break all of them.
    expect(kinds.size).toBe(13);
    expect(kinds.get('unreadable')).toBeGreaterThan(COUNT / 4);
    expect(kinds.get('Bounce')).toBeGreaterThan(COUNT / 10);
  });

  it('any text is answered so', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '\\',
      'mail',
      'eventType',
      '\ud83d',
      '1e999',
    );
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces).map((parts) => parts.join('')),
    );
    const property = fc.property(body, (one) => faultsOf(parseSesEvent(one)).length === 0);
    fc.assert(property, { seed: SEED, numRuns: 1_000 });
  });

  it('any JSON in the place of a payload or a mail is answered so', () => {
    const names = [
      'bounce',
      'complaint',
      'delivery',
      'deliveryDelay',
      'failure',
      'click',
      'subscription',
    ] as const;
    const types = fc.constantFrom(
      'Bounce',
      'Complaint',
      'Delivery',
      'DeliveryDelay',
      'Rendering Failure',
      'Click',
    );
    const json = fc.record({
      eventType: types,
      mail: fc.oneof(
        fc.jsonValue(),
        fc.record({ timestamp: fc.constant('2026-03-02T08:00:00Z'), tags: fc.jsonValue() }),
      ),
      ...Object.fromEntries(names.map((name) => [name, fc.jsonValue()])),
    });
    const property = fc.property(json, (one) => faultsOf(parseSesEvent(JSON.stringify(one))).length === 0);
    fc.assert(property, { seed: SEED, numRuns: 1_000 });
  });
});

describe('mutated events', () => {
  it('are the same for a seed, each by its number, and others for another seed', () => {
    const first = [...mutatedEvents(SEED, 50)];
    expect(first).toEqual([...mutatedEvents(SEED, 50)]);
    expect(mutatedEvent(SEED, 49)).toBe(first[49]);
    expect(first).not.toEqual([...mutatedEvents(SEED + 1, 50)]);
    expect(new Set(first).size).toBe(50);
  });

  it('start from what one asks for', () => {
    const base = JSON.stringify({
      eventType: 'Send',
      mail: { timestamp: '2026-03-02T08:00:00Z', source: 'mine' },
    });
    const mine = [...mutatedEvents(SEED, 50, [base])].filter((body) => body.includes('mine'));
    expect(mine.length).toBeGreaterThan(25);
  });
});
