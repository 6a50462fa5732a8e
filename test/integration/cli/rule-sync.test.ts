import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDemoEngine } from '../../../local/demo/demo-engine.ts';
import type { Engine } from '../../../local/engine.ts';
import { limited, release, rules, TRUSTED } from '../../support/feed-releases.ts';
import { type FeedServer, serving, startFeedServer } from '../../support/feed-server.ts';
import { mxp } from './child.ts';

/** One engine for the file; its tests build on each other, as an operator's week does. */
let folder: string;
let engine: Engine;
let server: FeedServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mxp-test-'));
  vi.stubEnv('MXP_ENGINE_FILE', join(folder, 'engine.json'));
  // What an operator of a feed with an authority of its own sets.
  vi.stubEnv('NODE_EXTRA_CA_CERTS', fileURLToPath(new URL('../../fixtures/tls/ca.pem', import.meta.url)));
  [engine, server] = await Promise.all([startDemoEngine(), startFeedServer()]);
});

afterAll(async () => {
  await Promise.all([engine?.stop(), server?.stop()]);
  await rm(folder, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const sync = (...args: readonly string[]) =>
  mxp(['rules', 'sync', '--feed', server.address, '--key', ...TRUSTED, ...args]);

const limitOf = async (host: string): Promise<number> => {
  const { out } = await mxp(['rules', 'match', host, '--json']);
  return JSON.parse(out).limit.messages;
};

it('brings rules from a feed in force, and back again', { timeout: 120_000 }, async () => {
  expect((await mxp(['rules', 'sync'])).err).toContain('has no feed');

  server.answers(serving(release(rules('2.0.0', limited('77/h')), { sequence: 1 })));
  expect(await sync()).toMatchObject({ code: 0, out: expect.stringContaining('Version 2.0.0 is in force') });
  expect(await limitOf('mx1.northmail.test')).toBe(77);

  server.answers(serving(release(rules('3.0.0', limited('66/h')), { sequence: 1 })));
  expect(await sync('--json')).toMatchObject({ code: 1, out: expect.stringContaining('"replayed"') });
  expect(await limitOf('mx1.northmail.test')).toBe(77);

  server.answers(serving(release(rules('3.0.0', limited('66/h')), { sequence: 2 })));
  expect(await sync()).toMatchObject({ code: 0 });
  expect(await limitOf('mx1.northmail.test')).toBe(66);

  expect(await mxp(['rules', 'rollback'])).toMatchObject({ code: 0, out: expect.stringContaining('2.0.0') });
  expect(await limitOf('mx1.northmail.test')).toBe(77);
  expect(await sync()).toMatchObject({ code: 1, out: expect.stringContaining('rolled back by') });

  expect(await mxp(['rules', 'custom', 'on'])).toMatchObject({ code: 0 });
  expect(await sync()).toMatchObject({ code: 0, out: expect.stringContaining('The rules are custom') });
  expect((await mxp(['status'])).out).toMatch(/^Rules: version 2\.0\.0.*custom/m);
  expect((await mxp(['rules', 'custom', 'off'])).out).toContain('--yes');
  expect(await mxp(['rules', 'custom', 'off', '--yes'])).toMatchObject({ code: 0 });
  expect(await sync('--accept')).toMatchObject({ code: 0, out: expect.stringContaining('3.0.0') });
  expect(await limitOf('mx1.northmail.test')).toBe(66);

  const { out } = await mxp(['rules', 'history', '--json']);
  const whats = JSON.parse(out).map(({ what }: { readonly what: string }) => what);
  expect(whats).toEqual(['accept', 'custom', 'custom', 'rollback', 'sync', 'sync', 'sync']);
  expect((await mxp(['rules', 'off'])).out).toContain('3.0.0 stays in force');
  expect(await mxp(['rules', 'on'])).toMatchObject({ code: 0 });
});
