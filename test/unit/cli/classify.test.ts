import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { classifyLines } from '../../../cli/commands/classify.ts';
import { readLines } from '../../../cli/commands/lines.ts';
import { readReply } from '../../../cli/commands/read-reply.ts';
import { createLineWriter } from '../../../cli/line-writer.ts';
import { createClassifier } from '../../../shared/bounce/create-classifier.ts';
import { bounceRule } from '../bounce/support/bounce-rules.ts';
import { mxp } from './terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'mxp-classify-'));
afterAll(() => rmSync(folder, { recursive: true }));

const objectsOf = (out: string): readonly unknown[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

const UNKNOWN = { type: 'hard', reason: 'userUnknown', blame: 'mailbox' };
const BY_STATUS = { via: 'status', classified: true };
const NOTHING = { type: 'soft', reason: 'unreachable', classified: false };

describe('a line that is classified', () => {
  it.each<[string, object]>([
    ['550 5.1.1 xyz', { ok: true, reply: { text: '550 5.1.1 xyz' } }],
    ['"quoted" text', { ok: true, reply: { text: '"quoted" text' } }],
    [
      ' {"id":7,"reply":"xyz","status":"5.1.1","mxHost":"MX.Example.com.","subtype":"Permanent/General","more":1}',
      {
        ok: true,
        id: 7,
        reply: { text: 'xyz', status: '5.1.1', mxHost: 'mx.example.com', subtype: 'Permanent/General' },
      },
    ],
    ['{"id":null,"reply":"","status":null,"mxHost":null}', { ok: true, reply: { text: '' } }],
    ['{"reply":', { ok: false, reason: 'starts with { but is no JSON' }],
    ['{"id":"a"}', { ok: false, id: 'a', reason: 'reply: must be a text' }],
    ['{"id":"a","reply":"x","status":511}', { ok: false, id: 'a', reason: 'status: must be a text' }],
    ['{"id":{},"reply":"x"}', { ok: false, reason: 'id: Invalid input' }],
  ])('%s is %j', (line, read) => expect(readReply(line)).toEqual(read));
});

describe('`mxp classify`', () => {
  it('answers with one JSON object a line, in order, without any deployment', async () => {
    const input =
      '550 5.1.1 qqq\n\n  \n{"id":"b","reply":"qqq","status":"5.1.1"}\r\n{"id":3,"reply":"421 qqq"}\nqqq';
    const { code, out, err } = await mxp(['classify', '--json'], input);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.endsWith('}\n')).toBe(true);
    expect(objectsOf(out)).toEqual([
      { ...UNKNOWN, ...BY_STATUS },
      { id: 'b', ...UNKNOWN, ...BY_STATUS },
      { id: 3, ...NOTHING, via: 'code' },
      { ...NOTHING, via: 'none' },
    ]);
  });

  it('names the rule by which it judged', async () => {
    const { out } = await mxp(['classify', '--json'], '550 5.1.1 <jane@example.com>: User unknown');
    expect(objectsOf(out)).toEqual([{ ...UNKNOWN, rule: expect.any(String), via: 'text', classified: true }]);
  });

  it('answers a line that it cannot read in its place, and fails at the end', async () => {
    const input = Buffer.concat([
      Buffer.from('{"id":"a"}\n\n{"reply"\n'),
      Buffer.from([0xff, 0x0a]),
      Buffer.from('550 5.1.1 qqq\n'),
    ]);
    const path = join(folder, 'replies.txt');
    writeFileSync(path, input);
    const { code, out, err } = await mxp(['classify', path, '--json']);
    expect(objectsOf(out)).toEqual([
      { id: 'a', line: 1, error: 'reply: must be a text' },
      { line: 3, error: 'starts with { but is no JSON' },
      { line: 4, error: 'is not UTF-8' },
      { ...UNKNOWN, ...BY_STATUS },
    ]);
    expect(code).toBe(1);
    expect(JSON.parse(err)).toEqual({ error: '3 of 4 lines could not be read: line 1, 3, 4' });
  });

  it('shows people a line each, whatever the reply holds', async () => {
    const input = '{"reply":"550 5.1.1 qqq\\r\\n\\u001b[2Jqqq"}\n{"reply":1}\n';
    const { code, out } = await mxp(['classify'], input);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^hard +userUnknown +mailbox +status +550 5\.1\.1 qqq \[2Jqqq\nunreadable: reply: must be a text\n$/,
    );
  });

  it('says when a file cannot be read', async () => {
    const { code, err } = await mxp(['classify', join(folder, 'missing')]);
    expect(code).toBe(1);
    expect(err).toContain('could not be read');
  });

  it('asks a deployment for its rules only when told to', async () => {
    vi.stubEnv('MXP_ENGINE_FILE', join(folder, 'no-engine-here.json'));
    const { code, err } = await mxp(['classify', '--in-force'], '550 5.1.1 qqq');
    vi.unstubAllEnvs();
    expect(code).toBe(1);
    expect(err).toMatch(/^no local engine is running/);
  });

  it('answers nothing when nothing was asked', async () => {
    expect(await mxp(['classify', '--json'], '\n')).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('a long list of replies', () => {
  it('is answered as it comes, never faster than the reader reads', async () => {
    const replies = 50_000;
    let asked = 0;
    const input = Readable.from(
      (function* () {
        for (; asked < replies; asked += 1) yield Buffer.from(`550 quota of ${asked}\n`);
      })(),
    );
    let unread = 0;
    let most = 0;
    let answers = 0;
    const io = {
      out: (text: string) => {
        const count = text.split('\n').length - 1;
        answers += count;
        unread += count;
        most = Math.max(most, asked - answers + unread);
      },
      drained: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        unread = 0;
      },
    };
    const classifier = createClassifier([bounceRule('quota', ['quota'])]);
    const how = { form: 'json', answers: createLineWriter(io) } as const;
    await classifyLines(readLines('-', input), classifier, how);
    expect(answers).toBe(replies);
    expect(most).toBeLessThan(replies / 5);
  });

  it('leaves a person who types no line waiting for its answer', async () => {
    const shown: string[] = [];
    const writer = createLineWriter({ out: (text) => shown.push(text) });
    await writer.write('one\n');
    await writer.write('two\n');
    expect(shown).toEqual([]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(shown).toEqual(['one\ntwo\n']);
    await writer.end();
    expect(shown).toHaveLength(1);
  });
});
