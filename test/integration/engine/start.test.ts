import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Summary } from '../../../local/demo/report/summary.ts';
import { mailTo } from '../../property/world/mails.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mxp-test-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `npm start -- …` without npm, its engine file beside other engines' of this machine. */
const start = (...args: readonly string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, ['local/start.ts', ...args], {
    env: { ...process.env, MXP_ENGINE_FILE: join(folder, 'engine.json') },
  });

const message = (id: string, to: string, more: object = {}) => mailTo(to, id, more);

/** Processes whose parent is `pid`, by /proc; empty elsewhere. */
async function childrenOf(pid: number): Promise<string> {
  const ps = spawn('ps', ['--ppid', String(pid), '-o', 'pid='], { stdio: ['ignore', 'pipe', 'ignore'] });
  return text(ps.stdout);
}

describe('npm start -- --campaign FILE --json', () => {
  it('accounts for every message of the file, good and bad, and ends with the summary', async () => {
    const file = join(folder, 'campaign.jsonl');
    const lines = [
      ...Array.from({ length: 20 }, (_, at) => message(`good-${at}`, `x${at}@orbit.test`)),
      message('twice', 'x@velamail.test'),
      message('twice', 'x@velamail.test'),
      message('nobody', 'x@gone.invalid'),
      message('late', 'x@orbit.test', { expiresAt: '2020-01-01T00:00:00Z' }),
      message('copied', 'x@orbit.test', { cc: 'y@orbit.test' }),
      '{"v":1, broken',
      message('waits', 'x@servfail.test'),
    ];
    await writeFile(file, lines.join('\n'));
    const run = start('--campaign', file, '--json', '--skip-unpaced', '--seconds', '25');
    const [out, [code]] = await Promise.all([text(run.stdout), once(run, 'exit')]);
    const summary = JSON.parse(out.trim().split('\n').at(-1) ?? '') as Summary;
    expect(summary).toMatchObject({
      ok: true,
      mails: 25,
      dispositions: { handedOver: 21, undeliverable: 1, expired: 1, invalid: 1 },
      waiting: 1,
      missing: 0,
      handedOverTwice: 0,
      log: { leaks: 0 },
      script: [],
      paced: { handedOver: 21, taken: 21, blocked: 0 },
    });
    expect(summary.log.lines).toBeGreaterThan(0);
    expect(summary).not.toHaveProperty('unpaced');
    expect(code).toBe(0);
  }, 90_000);

  it('says what to do when the file cannot be read', async () => {
    const run = start('--campaign', join(folder, 'nowhere.jsonl'));
    const [error, [code]] = await Promise.all([text(run.stderr), once(run, 'exit')]);
    expect(error).toContain('the campaign could not be read');
    expect(code).toBe(1);
  });
});

describe('npm start -- --serve', () => {
  it('prints its addresses, takes mail from any SDK client, and leaves no process behind', async () => {
    const run = start('--serve');
    const [line] = (await once(createInterface(run.stdout), 'line')) as [string];
    const { ready, endpoints, queues, tables, topics, region } = JSON.parse(line);
    expect(ready).toBe(true);
    expect(topics.outcome).toContain('OutcomeTopic');
    const client = { region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
    const sqs = new SQSClient({ ...client, endpoint: endpoints.sqs });
    const body = message('hello', 'x@northmail.test');
    await sqs.send(new SendMessageCommand({ QueueUrl: queues.priority, MessageBody: body }));
    const dynamodb = new DynamoDBClient({ ...client, endpoint: endpoints.dynamodb });
    const key = { TableName: tables.delivery, Key: { id: { S: 'hello' } } };
    await expect
      .poll(async () => (await dynamodb.send(new GetItemCommand(key))).Item?.['state']?.S, {
        timeout: 20_000,
      })
      .toBe('sent');
    const pid = run.pid ?? 0;
    expect(await childrenOf(pid)).not.toBe('');
    run.kill('SIGINT');
    const [code] = await once(run, 'exit');
    expect(code).toBe(0);
    expect((await childrenOf(pid)).trim()).toBe('');
  }, 90_000);
});
