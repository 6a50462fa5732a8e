import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../cli/deployment.ts';
import { browse } from '../../../cli/dlq/browse.ts';
import { standingCauses } from '../../../cli/dlq/causes.ts';
import { pilesAnswer, readPiles } from '../../../cli/dlq/list.ts';
import { redrive } from '../../../cli/dlq/redrive.ts';
import { planAnswer, redrivenAnswer, stoppedAnswer } from '../../../cli/dlq/redrive-text.ts';
import { lettersAnswer, readLetters } from '../../../cli/dlq/show.ts';
import { createMemoryDeadLetters, type LaidLetter } from '../../../shared/memory/dead-letters.ts';
import { encodeEnvelope } from '../../../shared/message/envelope-codec.ts';
import type { MailId } from '../../../shared/message/mail.ts';
import type { DeadLetters } from '../../../shared/ports/dead-letters.ts';
import { DAY, HOUR, SECOND, toEpochSeconds } from '../../../shared/time/units.ts';
import { mailTo } from '../../property/world/mails.ts';
import { createDesk, NOW } from './support/desk.ts';

const letter = (id: string, more: Partial<LaidLetter> = {}): LaidLetter => ({
  id,
  body: mailTo('jane.doe@example.com', `mail-${id}`, { campaign: 'autumn' }),
  attributes: {},
  sentAt: NOW - 3 * HOUR,
  receives: 20,
  ...more,
});
const lettersOf = (count: number): readonly LaidLetter[] =>
  Array.from({ length: count }, (_, at) => letter(String(at)));

const envelope = (more: object = {}) => ({
  mxp: {
    type: 'String',
    text: encodeEnvelope({ v: 1, firstSeen: NOW - DAY, expiresAt: NOW + DAY, lane: 2, hops: 0, ...more }),
  },
});

async function all<T>(source: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

const opts = { begun: NOW, onProgress: () => {} };

describe('looking at dead letters', () => {
  it('shows each once, removes none, and leaves all in sight', async () => {
    const { clock } = createDesk();
    const dead = createMemoryDeadLetters(clock, lettersOf(37));
    expect(new Set((await all(browse(dead.port, 1_000))).map(({ id }) => id)).size).toBe(37);
    expect(dead.inSight()).toBe(37);
  });

  it('stops at its limit, with the others in sight', async () => {
    const { clock } = createDesk();
    const dead = createMemoryDeadLetters(clock, lettersOf(37));
    expect(await all(browse(dead.port, 15))).toHaveLength(15);
    expect(dead.inSight()).toBe(37);
  });

  it('shows each once, and ends, although all come into sight again on the way', async () => {
    const { clock } = createDesk();
    const dead = createMemoryDeadLetters(clock, lettersOf(95));
    let receives = 0;
    const slow: DeadLetters = {
      ...dead.port,
      receive: async (hiddenSeconds) => {
        receives += 1;
        if (receives % 6 === 0) await clock.sleep(hiddenSeconds * SECOND);
        return dead.port.receive(hiddenSeconds);
      },
    };
    const seen = (await all(browse(slow, 1_000))).map(({ id }) => id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(receives).toBeLessThan(40);
    expect(dead.ids()).toHaveLength(95);
  });
});

describe('a redrive', () => {
  /** Every receive brings letters that were received before, as SQS may. */
  const twice = (port: DeadLetters): DeadLetters => ({ ...port, receive: () => port.receive(0) });

  it('sends a letter once that it receives twice', async () => {
    const { clock } = createDesk();
    const dead = createMemoryDeadLetters(clock, lettersOf(48));
    let first = true;
    const deaf: DeadLetters = {
      ...twice(dead.port),
      // The first deletions come to nothing, so the same letters come again.
      remove: async (some) => {
        if (!first) return dead.port.remove(some);
        first = false;
        return new Set();
      },
    };
    await redrive(deaf, opts);
    const sent = dead.source.map(({ id }) => id);
    expect(sent).toHaveLength(48);
    expect(new Set(sent).size).toBe(48);
    expect(dead.ids()).toEqual([]);
  });

  it('never deletes a letter that another receive has not sent yet', async () => {
    const { clock } = createDesk();
    const dead = createMemoryDeadLetters(clock, lettersOf(10));
    let calls = 0;
    const failing: DeadLetters = {
      ...twice(dead.port),
      send: async (some) => {
        calls += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return new Set(some.keys());
      },
    };
    expect(await redrive(failing, opts)).toMatchObject({ redriven: 0 });
    expect(calls).toBe(1);
    expect(dead.ids()).toHaveLength(10);
  });

  it('leaves what was refused in sight and ends', async () => {
    const { clock } = createDesk();
    const dead = createMemoryDeadLetters(clock, lettersOf(12));
    const choosy: DeadLetters = {
      ...dead.port,
      send: async (some) => {
        await dead.port.send(some.filter(({ id }) => id !== '3'));
        return new Set(some.flatMap(({ id }, at) => (id === '3' ? [at] : [])));
      },
    };
    expect(await redrive(choosy, opts)).toEqual({ redriven: 11, refused: ['3'], doubled: [] });
    expect(dead.ids()).toEqual(['3']);
    expect(dead.inSight()).toBe(1);
  });

  it('hides letters for two minutes, for it may be killed; longer only where some must stay aside until the end', async () => {
    const { clock } = createDesk();
    const hidden: number[] = [];
    const spied = (): DeadLetters => {
      const { port } = createMemoryDeadLetters(clock, lettersOf(500));
      return {
        ...port,
        receive: (seconds) => {
          hidden.push(seconds);
          return port.receive(seconds);
        },
      };
    };
    await redrive(spied(), opts);
    expect(new Set(hidden)).toEqual(new Set([120]));
    hidden.length = 0;
    await redrive(spied(), { ...opts, ids: new Set(['499']) });
    expect(new Set(hidden)).toEqual(new Set([560]));
  });

  it('reports how far it is', async () => {
    const { clock } = createDesk();
    const progress: number[] = [];
    await redrive(createMemoryDeadLetters(clock, lettersOf(25)).port, {
      ...opts,
      onProgress: (n) => progress.push(n),
    });
    expect(progress.at(-1)).toBe(25);
    expect(progress.length).toBeGreaterThan(1);
  });
});

describe('mxp dlq list', () => {
  it('counts every queue, with the age of its oldest letter and what they are', async () => {
    const desk = createDesk();
    desk.dead.set(
      'delivery',
      createMemoryDeadLetters(desk.clock, [letter('a'), letter('b', { sentAt: NOW - DAY })]).port,
    );
    desk.dead.set('feedback', createMemoryDeadLetters(desk.clock, lettersOf(150)).port);
    const { text, json } = pilesAnswer(await readPiles(desk), NOW);
    expect(text).toMatch(/^delivery +2 +1 d +mail$/m);
    expect(text).toMatch(/^feedback +150 +≥ 3 h +feedback$/m);
    expect(text).toMatch(/^outbound +0 +– +mail$/m);
    expect(json).toMatchObject({
      queues: expect.arrayContaining([expect.objectContaining({ queue: 'wake-up', count: 0 })]),
    });
  });

  it('says that there is nothing to do', async () => {
    expect(pilesAnswer(await readPiles(createDesk()), NOW).text).toContain('No dead letters.');
  });

  it('counts returned mail where mail returns to the deployment, and there alone', async () => {
    const desk = createDesk();
    const named = async (deployment: Deployment) =>
      (await readPiles({ ...desk, deployment })).map(({ queue }) => queue);
    expect(await named(desk.deployment)).not.toContain('returned-mail');
    expect(await named({ ...desk.deployment, returnedMailQueueUrl: 'https://sqs.test/1/r' })).toContain(
      'returned-mail',
    );
  });

  it('tells of returned mail where it lies, without an address', async () => {
    const desk = createDesk();
    const recordOf = (key: string) => ({
      eventName: 'ObjectCreated:Put',
      eventTime: '2026-11-26T09:00:00.000Z',
      s3: { bucket: { name: 'mails' }, object: { key } },
    });
    const body = JSON.stringify({ Records: ['in/4711', 'jane.doe%40example.com'].map(recordOf) });
    desk.dead.set('returned-mail', createMemoryDeadLetters(desk.clock, [letter('r', { body })]).port);
    const { shown, count } = await readLetters(desk, ['returned-mail'], 10);
    const text = lettersAnswer(shown, count).text;
    expect(text).toContain('returned mail mails/in/4711, ');
    expect(text).not.toContain('jane.doe');
    expect(text).toContain('it is read once more');
  });
});

describe('mxp dlq show', () => {
  async function shownOf(
    queue: 'outbound' | 'delivery' | 'wake-up' | 'feedback',
    one: LaidLetter,
    desk = createDesk(),
  ) {
    desk.dead.set(queue, createMemoryDeadLetters(desk.clock, [one]).port);
    const { shown, count } = await readLetters(desk, [queue], 10);
    return lettersAnswer(shown, count).text;
  }

  it('names a mail with its address masked, and why it may be here', async () => {
    const text = await shownOf('outbound', letter('a'));
    expect(text).toContain('mail mail-a to j***@example.com, campaign autumn');
    expect(text).not.toContain('jane');
    expect(text).toContain('received 20 times, looks of mxp among them: the throttler could not route it');
  });

  it.each([
    ['outbound', {}, 'it goes its way like fresh mail; a default expiry counts from the redrive'],
    ['delivery', { attributes: envelope() }, 'it goes on with a slot of its own'],
    ['delivery', { attributes: envelope({ expiresAt: NOW - 1 }) }, 'its time is over; it ends as expired'],
    ['delivery', {}, 'it comes here again; leave it'],
    ['wake-up', { body: '{"key":"shared|rule|x","wakeNo":4}' }, 'it wakes the key'],
    ['feedback', { body: '{}' }, 'it is noted under'],
  ] as const)('of the queue %s tells of %j what a redrive makes of it', async (queue, more, words) => {
    expect(await shownOf(queue, letter('a', more))).toContain(words);
  });

  it('knows of a mail that has ended meanwhile', async () => {
    const desk = createDesk();
    await desk.delivery.putIfFree({
      id: 'mail-a' as MailId,
      state: 'sent',
      bodyHash: 'h',
      echo: { stream: 'marketing', pool: 'shared' },
      ending: { kind: 'handedOver', at: NOW - HOUR },
      ttl: toEpochSeconds(NOW + DAY),
    });
    const text = await shownOf('delivery', letter('a', { attributes: envelope() }), desk);
    expect(text).toContain('it has ended as handedOver');
  });

  it('says how many more there are', async () => {
    const desk = createDesk();
    desk.dead.set('outbound', createMemoryDeadLetters(desk.clock, lettersOf(30)).port);
    const { shown, count } = await readLetters(desk, ['outbound', 'delivery'], 5);
    expect(shown).toHaveLength(5);
    expect(lettersAnswer(shown, count).text).toContain('about 25 more');
  });
});

describe('before a redrive', () => {
  it('what the functions need is asked for, and what cannot be read is named', async () => {
    const desk = createDesk();
    expect(await standingCauses(desk, ['outbound', 'delivery', 'feedback'])).toEqual([]);
    const broken = {
      ...desk,
      rules: { active: () => Promise.reject(new Error('AccessDenied for jane@example.com')) },
    };
    const causes = await standingCauses(broken, ['outbound', 'feedback']);
    expect(causes).toEqual(['the rules in force cannot be read: AccessDenied for j***@example.com']);
    expect(await standingCauses(broken, ['delivery'])).toEqual([]);
    expect(stoppedAnswer(causes)).toMatchObject({
      failed: true,
      text: expect.stringContaining('Nothing was done; --yes'),
    });
  });

  it('a plan groups the letters by what becomes of them', async () => {
    const desk = createDesk();
    desk.dead.set(
      'delivery',
      createMemoryDeadLetters(desk.clock, [letter('a'), letter('b'), letter('c', { attributes: envelope() })])
        .port,
    );
    const { shown, count } = await readLetters(desk, ['delivery'], 10);
    const { text, json } = planAnswer(shown, count, []);
    expect(text).toContain('2 letters of delivery: it comes here again');
    expect(text).toContain('1 letter of delivery: it goes on with a slot of its own');
    expect(text).toMatch(/Nothing was done\.$/);
    expect(json).toMatchObject({ redriven: 0, plan: [{ letters: 2 }, { letters: 1 }] });
  });
});

describe('after a redrive', () => {
  const part = { queue: 'outbound', redriven: 3, refused: [], doubled: [] } as const;
  it.each([
    [{ ...part }, undefined, false, '3 letters redriven.'],
    [{ ...part, refused: ['x'] }, undefined, true, 'still here: x'],
    [{ ...part, doubled: ['y'] }, undefined, true, 'perhaps not deleted here: y'],
    [{ ...part }, new Set(['1', '2', '3', '4']), true, '1 id not found'],
  ] as const)('%j fails where something is left to do', (queue, ids, failed, words) => {
    const answer = redrivenAnswer([queue], ids, []);
    expect(answer.text).toContain(words);
    expect(answer.failed === true).toBe(failed);
  });
});
