import { afterEach, describe, expect, it } from 'vitest';
import { createFunctionPool, type FunctionPool } from '../../../local/lambda/function-pool.ts';
import { startPoller } from '../../../local/lambda/poller.ts';
import type { FunctionModel } from '../../../local/template/stack.ts';
import { bundle, countsOf, createQueue, lives, sendAll, startMessaging } from './support.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function start(source: string, change: Partial<FunctionModel> = {}, maxProcesses = 1) {
  const { model, remove } = bundle(source, change);
  const lines: string[] = [];
  const pool = createFunctionPool({
    model,
    environment: { PATH: process.env['PATH'] ?? '', GREETING: 'hello' },
    maxProcesses,
    log: (_functionName, line) => lines.push(line),
  });
  cleanUps.push(remove, () => pool.stop());
  return { pool, lines };
}

const pidOf = async (pool: FunctionPool): Promise<number> => {
  const result = await pool.invoke({});
  return result.ok ? Number(result.result) : 0;
};

describe('a function', () => {
  it('gets its event, its environment and a context', async () => {
    const { pool } = start(`export const handler = async (event, context) => ({
      event, greeting: process.env.GREETING, name: context.functionName, id: typeof context.awsRequestId,
      memory: context.memoryLimitInMB, inTime: context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 20000,
    });`);
    expect(await pool.invoke({ a: [1] })).toEqual({
      ok: true,
      result: {
        event: { a: [1] },
        greeting: 'hello',
        name: 'Worker',
        id: 'string',
        memory: '256',
        inTime: true,
      },
    });
  });

  it('has its lines logged', async () => {
    const { pool, lines } = start(
      `export const handler = async () => { console.log('out'); console.error('err'); };`,
    );
    await pool.invoke({});
    await expect.poll(() => lines.toSorted()).toEqual(['err', 'out']);
  });

  it('keeps its process after a thrown error', async () => {
    const { pool, lines } = start(`let calls = 0;
      export const handler = async () => { if (calls++ === 0) throw new TypeError('no'); return calls; };`);
    expect(await pool.invoke({})).toEqual({ ok: false, kind: 'error', message: 'TypeError: no' });
    expect(await pool.invoke({})).toEqual({ ok: true, result: 2 });
    expect(lines).toContain('error: TypeError: no');
  });

  it.each([
    ['waits for ever', 'await new Promise(() => {})'],
    ['never yields', 'for (;;) {}'],
  ])('that %s is killed at its time-out and replaced', async (_case, body) => {
    const { pool } = start(
      `export const handler = async (event) => { if (event.hang) { ${body} } return process.pid; };`,
      { timeoutSeconds: 0.3 },
    );
    const before = await pidOf(pool);
    expect(await pool.invoke({ hang: true })).toEqual({
      ok: false,
      kind: 'timeout',
      message: 'Task timed out after 0.30 seconds',
    });
    expect(lives(before)).toBe(false);
    expect(await pidOf(pool)).not.toBe(before);
  });

  it('that ends its process has failed, and the next invocation gets a new one', async () => {
    const { pool } = start(
      `export const handler = async ({ crash }) => { if (crash) process.exit(3); return 1; };`,
    );
    expect(await pool.invoke({ crash: true })).toEqual({
      ok: false,
      kind: 'crash',
      message: 'Runtime exited: 3',
    });
    expect(await pool.invoke({})).toEqual({ ok: true, result: 1 });
  });

  it('that ends its process does no harm to the invocation that waits for it', async () => {
    const { pool } = start(
      `export const handler = async ({ crash }) => { if (crash) process.exit(3); return 1; };`,
    );
    const results = await Promise.all([pool.invoke({ crash: true }), pool.invoke({})]);
    expect(results).toEqual([expect.objectContaining({ kind: 'crash' }), { ok: true, result: 1 }]);
  });

  it('that cannot be loaded fails each invocation', async () => {
    const { pool, lines } = start(`export const other = 1;`);
    expect(await pool.invoke({})).toMatchObject({ ok: false, kind: 'crash' });
    expect(await pool.invoke({})).toMatchObject({ ok: false, kind: 'crash' });
    await expect.poll(() => lines.join('\n')).toContain("exports no 'handler'");
  });

  it('runs one invocation at a time in each process', async () => {
    const { pool } = start(
      `let running = 0;
      export const handler = async () => { running += 1; await new Promise(setImmediate); const seen = running; running -= 1; return { seen, pid: process.pid }; };`,
      {},
      2,
    );
    const results = await Promise.all(Array.from({ length: 6 }, () => pool.invoke({})));
    const seen = results.map((result) =>
      result.ok ? (result.result as { seen: number; pid: number }) : undefined,
    );
    expect(seen.every((one) => one?.seen === 1)).toBe(true);
    expect(new Set(seen.map((one) => one?.pid)).size).toBe(2);
  });

  it('that is killed at work has failed, one that idles is left alone, and the next invocation gets a process', async () => {
    const { pool } = start(
      `export const handler = async ({ hang }) => { if (hang) await new Promise(() => {}); return process.pid; };`,
      {},
      2,
    );
    const [one, other] = await Promise.all([pidOf(pool), pidOf(pool)]);
    const hanging = pool.invoke({ hang: true });
    await new Promise(setImmediate);
    expect(pool.kill()).toBe(1);
    expect(await hanging).toEqual({ ok: false, kind: 'crash', message: 'Runtime exited: SIGKILL' });
    expect([one, other].filter(lives)).toHaveLength(1);
    expect(await pidOf(pool)).toBeGreaterThan(0);
  });

  it('leaves no process when it is stopped, after what runs has ended', async () => {
    const { pool } = start(
      `export const handler = async () => { await new Promise(setImmediate); return process.pid; };`,
      {},
      3,
    );
    const invocations = [pidOf(pool), pidOf(pool), pidOf(pool)];
    await pool.stop();
    const pids = await Promise.all(invocations);
    expect(pids.every((pid) => pid > 0 && !lives(pid))).toBe(true);
    expect(await pool.invoke({})).toMatchObject({ ok: false });
  });
});

it('a message whose invocation timed out is delivered again', async () => {
  const aws = await startMessaging();
  cleanUps.push(() => aws.stop());
  const queue = await createQueue(aws.sqs, 'Slow', { VisibilityTimeout: '1' });
  const { pool, lines } = start(
    `export const handler = async ({ Records: [record] }) => {
      console.log('receive ' + record.attributes.ApproximateReceiveCount);
      if (record.attributes.ApproximateReceiveCount === '1') await new Promise(() => {});
      return { batchItemFailures: [] };
    };`,
    { timeoutSeconds: 0.5 },
  );
  await sendAll(aws.sqs, queue, ['mail']);
  const poller = startPoller({
    mapping: {
      functionName: 'Worker',
      queueArn: 'arn:aws:sqs:us-east-1:000000000000:Slow',
      batchSize: 10,
      windowSeconds: 0,
      reportsBatchItemFailures: true,
    },
    queueUrl: queue,
    sqs: aws.sqs,
    concurrency: 1,
    invoke: (event) => pool.invoke(event),
    onError: () => {},
  });
  await expect.poll(() => lines, { timeout: 10_000 }).toContain('receive 2');
  await poller.stop();
  expect(lines).toContain('timeout: Task timed out after 0.50 seconds');
  expect(await countsOf(aws.sqs, queue)).toEqual({ waiting: 0, inFlight: 0 });
});
