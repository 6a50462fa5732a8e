import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDemoEngine } from '../../../local/demo/demo-engine.ts';
import type { Engine } from '../../../local/engine.ts';
import { mxp } from './child.ts';

/** One engine for the file; its tests build on each other, as an operator's day does. */
let folder: string;
let engine: Engine;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mxp-test-'));
  vi.stubEnv('MXP_ENGINE_FILE', join(folder, 'engine.json'));
  engine = await startDemoEngine();
});

afterAll(async () => {
  await engine?.stop();
  await rm(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const json = async (...args: readonly string[]) => {
  const { code, out, err } = await mxp([...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
};
const override = (...args: readonly string[]) => json('rules', 'override', ...args);
const limitOf = async (host: string) => (await json('rules', 'match', host)).limit;

const NORTH = 'mx1.northmail.test';

it('a field is set over the rules of the engine, once it is said that it shall be', async () => {
  const before = await limitOf(NORTH);
  const set = ['set', 'northmail', 'limit.normal=30/min', '--why', 'deferrals since noon'];
  expect(await override(...set)).toMatchObject({
    done: false,
    lines: [expect.stringMatching(/^northmail: 480\/min → 30\/min at normal \(tighter\)$/)],
  });
  expect(await limitOf(NORTH)).toEqual(before);
  expect(await override(...set, '--yes')).toMatchObject({ done: true });
  expect(await limitOf(NORTH)).toEqual({ messages: 30, period: 'minute' });
});

it('rules explain tells whose override it is', async () => {
  const { fields } = await json('rules', 'explain', NORTH);
  expect(fields).toContainEqual({
    field: 'limit',
    value: '30/min',
    layer: 'override',
    from: expect.stringMatching(/^override by .*: deferrals since noon$/),
  });
});

it('own rules of a file come before the engine’s, which are still below them', async () => {
  const file = join(folder, 'own.yaml');
  await writeFile(
    file,
    `- id: mine\n  class: provider\n  masks: ['${NORTH}']\n  examples: [${NORTH}]\n  source: ours\n`,
  );
  await override('add', file, '--before', 'northmail', '--yes');
  const { rules } = await json('rules', 'list');
  expect(rules.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual(['mine', 'northmail']);
  expect((await override('list')).overrides).toMatchObject({
    mxRules: [{ before: 'northmail' }],
    mxFields: [{ rule: 'northmail' }],
  });
});

it('what is dropped leaves the engine’s rules as they were', async () => {
  await override('drop', 'mine', '--yes');
  await override('drop', 'northmail', '--yes');
  expect(await limitOf(NORTH)).toEqual({ messages: 480, period: 'minute' });
  expect(await override('conflicts')).toEqual({ conflicts: [], problems: [] });
});

it('a level is set, told, and left to the deployment again', async () => {
  expect(await json('level', 'set', 'shared', 'slow')).toMatchObject({
    before: 'normal',
    deployed: 'normal',
  });
  expect((await json('rules', 'list')).pool).toMatchObject({ level: 'slow' });
  expect(await json('level', 'unset', 'shared')).toMatchObject({ before: 'slow', level: 'normal' });
  expect((await json('rules', 'list')).pool).toMatchObject({ level: 'normal' });
});
