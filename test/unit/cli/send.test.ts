import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { shippedView } from '../../../cli/commands/rules-view.ts';
import { type Sending, sendFile, sentAnswer } from '../../../cli/commands/send.ts';
import { sendOne } from '../../../cli/commands/send-one.ts';
import { UserError } from '../../../cli/user-error.ts';
import { LARGEST_BODY_BYTES } from '../../../shared/limits/sqs.ts';
import { settings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'mxp-send-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A queue that takes everything, but what `lose` picks of a call. */
function queue(lose: (bodies: readonly string[], call: number) => readonly number[] = () => []) {
  const taken: string[] = [];
  const priorities = new Set<boolean>();
  let calls = 0;
  const sending: Sending = {
    deployment: { name: 'the test', settings },
    enqueue: async (bodies, priority) => {
      calls += 1;
      const lost = new Set(lose(bodies, calls));
      taken.push(...bodies.filter((_, at) => !lost.has(at)));
      priorities.add(priority);
      return lost;
    },
  };
  return { sending, taken, priorities };
}

const message = (id: string, more: object = {}): string =>
  JSON.stringify({
    v: 1,
    id,
    to: 'ada@example.com',
    from: 'news@example.org',
    content: { simple: { subject: 'Hello', text: 'Hi' } },
    ...more,
  });

const options = (input: string | Buffer, onProgress: (sent: number) => void = () => undefined) => ({
  priority: false,
  stdin: Readable.from([Buffer.from(input)]),
  onProgress,
});

describe('a file of messages', () => {
  it('goes as the very strings that it holds', async () => {
    const { sending, taken, priorities } = queue();
    const lines = [message('a'), `  ${message('b')}  `, message('c', { metadata: { name: 'é\u2028ü' } })];
    const path = join(folder, 'mails.jsonl');
    writeFileSync(path, `\uFEFF${lines.join('\r\n')}\n\n`);
    expect(await sendFile(sending, path, options(''))).toEqual({ sent: 3, refused: [] });
    expect(taken).toEqual(lines);
    expect([...priorities]).toEqual([false]);
  });

  it('has its bad lines named by number, and loses none of the good ones to them', async () => {
    const { sending, taken } = queue();
    const input = Buffer.concat([
      Buffer.from(`${message('a')}\n\nnot json\n${message('b', { cc: 'x@example.com' })}\n{"v":1,"id":"`),
      Buffer.from([0xff]),
      Buffer.from(`"}\n${message('c')}`),
    ]);
    const { sent, refused } = await sendFile(sending, '-', options(input));
    expect(sent).toBe(2);
    expect(taken).toEqual([message('a'), message('c')]);
    expect(refused).toEqual([
      { line: 3, reason: 'the body is not JSON' },
      { line: 4, reason: expect.stringMatching(/^cc: /) },
      { line: 5, reason: 'the line is not UTF-8' },
    ]);
  });

  it('takes a message of the largest size and refuses one byte more', async () => {
    const padded = (bytes: number) => message('a') + ' '.repeat(bytes - message('a').length);
    const input = `${padded(LARGEST_BODY_BYTES)}\n${padded(LARGEST_BODY_BYTES + 1)}`;
    const { sent, refused } = await sendFile(queue().sending, '-', options(input));
    expect(sent).toBe(1);
    expect(refused).toEqual([{ line: 2, reason: expect.stringContaining('name it by reference') }]);
  });

  it('is queued a thousand lines at a time, and says how far it is', async () => {
    const { sending, taken } = queue((_, call) => (call === 2 ? [0] : []));
    const lines = Array.from({ length: 2_001 }, (_, at) => message(`m${at}`));
    const progress: number[] = [];
    const { sent, refused } = await sendFile(
      sending,
      '-',
      options(lines.join('\n'), (count) => progress.push(count)),
    );
    expect({ sent, progress }).toEqual({ sent: 2_000, progress: [1_000, 1_999, 2_000] });
    expect(refused).toEqual([{ line: 1_001, reason: 'the queue did not take it; send the file again' }]);
    expect(taken).toHaveLength(2_000);
  });

  it('that breaks off says how much was sent, and that it may be sent again', async () => {
    const { sending } = queue((_, call) => {
      if (call === 2) throw new Error('the network is down');
      return [];
    });
    const lines = Array.from({ length: 1_001 }, (_, at) => message(`m${at}`)).join('\n');
    const sent = sendFile(sending, '-', options(lines));
    await expect(sent).rejects.toThrow(/^stopped after 1000 mails: the network is down; send the file again/);
  });

  it.each([join(folder, 'missing.jsonl'), folder])(
    'that cannot be read is an error of the user: %s',
    async (path) => {
      const sent = sendFile(queue().sending, path, options(''));
      await expect(sent).rejects.toThrow(UserError);
      await expect(sent).rejects.toThrow(`${path} could not be read`);
    },
  );

  it('fails as a command when a line was refused, and only then', () => {
    expect(sentAnswer({ sent: 1, refused: [] }, 'here')).not.toHaveProperty('failed');
    expect(sentAnswer({ sent: 0, refused: [{ line: 7, reason: 'why' }] }, 'here')).toMatchObject({
      failed: true,
      text: '0 mails queued at here.\n1 line refused:\n  line 7: why',
    });
  });
});

describe('one mail', () => {
  const mail = {
    id: 'a',
    to: 'ada@example.com',
    from: 'News <news@example.org>',
    subject: 'Hello',
    text: 'Hi',
  };

  it('becomes a message with the fields that were given', async () => {
    const { sending, taken, priorities } = queue();
    await sendOne(
      sending,
      { ...mail, campaign: 'autumn', stream: 'transactional', pool: shippedView().pool.name },
      true,
    );
    expect([...priorities]).toEqual([true]);
    expect(taken.map((body) => JSON.parse(body))).toEqual([
      {
        ...{ v: 1, id: 'a', to: 'ada@example.com', from: 'News <news@example.org>', campaign: 'autumn' },
        ...{ stream: 'transactional', pool: 'shared', content: { simple: { subject: 'Hello', text: 'Hi' } } },
      },
    ]);
  });

  it('is not sent when it is no message or when the queue does not take it', async () => {
    const { sending, taken } = queue();
    await expect(sendOne(sending, { ...mail, to: 'jane.doe@localhost' }, false)).rejects.toThrow(
      'nothing was sent: to: "j***@localhost": the domain has one label only',
    );
    expect(taken).toEqual([]);
    await expect(sendOne(queue(() => [0]).sending, mail, false)).rejects.toThrow(
      'the queue did not take the mail',
    );
  });
});
