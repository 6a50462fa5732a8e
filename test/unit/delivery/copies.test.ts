import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryMessage } from '../../../shared/delivery/deliver.ts';
import type { SendResult } from '../../../shared/ports/mailer.ts';
import { DAY, MINUTE, SECOND } from '../../../shared/time/units.ts';
import { type Crash, type Due, invoke, leftBehind } from './support/journey.ts';
import { ACCEPTED, createSender, ID, messageOf, NOW, type Sender } from './support/sender.ts';

/** One copy comes to a sender, which may die. */
interface Step {
  /** Which of the copies that wait, in the order in which they would come. */
  readonly pick: number;
  readonly late: number;
  readonly answer: SendResult;
  readonly crash: Crash | undefined;
}

const UNKNOWN: SendResult = { kind: 'unknown', text: 'time-out' };
const SLOW: SendResult = { kind: 'slowDown', text: 'rate' };
const CALM: Step = { pick: 0, late: 0, answer: ACCEPTED, crash: undefined };
/** Calm steps that end whatever a storm left of a few copies. */
const MOST_CALM = 60;

const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(5),
  late: fc.constantFrom(0, 0, 40 * SECOND, 4 * MINUTE),
  answer: fc.constantFrom(UNKNOWN, UNKNOWN, UNKNOWN, SLOW, ACCEPTED),
  crash: fc.option(fc.record({ call: fc.integer({ min: 1, max: 6 }), after: fc.boolean() }), {
    nil: undefined,
  }),
});

async function take(sender: Sender, waiting: Due[], { pick, late, answer, crash }: Step) {
  waiting.sort((one, other) => one.at - other.at);
  const [next] = waiting.splice(pick % waiting.length, 1);
  if (!next) return;
  sender.answer(answer);
  sender.clock.advance(Math.max(0, next.at - sender.clock.now()) + late);
  const { comesBack } = await invoke(sender, next.message, crash);
  waiting.push(...(await leftBehind(sender, next.message, comesBack)));
}

/** Takes copies of one mail through a storm, then through calm until none is left; answers how often it may have left. */
async function weather(sender: Sender, copies: readonly DeliveryMessage[], steps: readonly Step[]) {
  const begun = { count: 0 };
  const { send } = sender.ports.mailer;
  Object.assign(sender.ports.mailer, {
    send: async (...order: Parameters<typeof send>) => {
      const result = await send(...order);
      if (result.kind !== 'slowDown') begun.count += 1;
      return result;
    },
  });
  const waiting: Due[] = copies.map((message) => ({ message, at: NOW }));
  for (const one of [...steps, ...Array<Step>(MOST_CALM).fill(CALM)])
    if (waiting.length > 0) await take(sender, waiting, one);
  return { begun: begun.count, waiting };
}

describe.each([
  { stream: 'transactional', most: 2, often: 'twice' },
  { stream: 'marketing', most: 1, often: 'once' },
])('copies of a $stream mail, whatever their order and whoever dies', ({ stream, most, often }) => {
  it.each([false, true])(
    `hand it over ${often} at most, end it once, and all go (confirmed by events: %s)`,
    async (confirmedByEvents) => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 1, max: 3 }),
          fc.constantFrom(DAY, 10 * MINUTE),
          fc.array(step, { maxLength: 16 }),
          async (n, life, steps) => {
            const sender = createSender({ confirmedByEvents });
            const copies = Array.from({ length: n }, (_, at) =>
              messageOf({ stream }, { expiresAt: NOW + life }, `copy-${at}`),
            );
            const { begun, waiting } = await weather(sender, copies, steps);
            expect(begun).toBeLessThanOrEqual(most);
            expect(waiting).toEqual([]);
            expect(new Set(sender.events.map(({ eventId }) => eventId)).size).toBe(1);
            expect(sender.state()).toMatch(/sent|ended/);
            if (sender.kinds()[0] === 'inDoubt') expect(sender.doubts.has(ID)).toBe(true);
          },
        ),
        { seed: 1126, numRuns: 1_000 },
      );
    },
  );
});
