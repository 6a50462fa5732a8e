import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Position } from '../../../cli/import/import-text.ts';
import { progressText } from '../../../cli/import/import-text.ts';
import { runImport } from '../../../cli/import/run-import.ts';
import { fileSource, sesSource } from '../../../cli/import/source.ts';
import { DAY } from '../../../shared/time/units.ts';
import { createDesk, keyOf, NOW } from './support/desk.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mxp-import-'));
  file = join(folder, 'bad.csv');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Desk = ReturnType<typeof createDesk>;

async function importFile(
  desk: Pick<Desk, 'connection'>,
  run: {
    readonly restart?: boolean;
    readonly purpose?: string;
    readonly onProgress?: (at: Position) => void;
  } = {},
) {
  const { restart = false, purpose = 'here', onProgress = () => undefined } = run;
  const source = await fileSource(file, Readable.from([]), { purpose });
  return runImport(desk.connection, source, { by: 'ada', restart, onProgress });
}

const many = (count: number): string =>
  ['email', ...Array.from({ length: count }, (_, at) => `u${at}@x.example`)].join('\n');

/** A store that fails after so many writes, as a stop half-way does. */
function failing(desk: Desk, writes: number) {
  let left = writes;
  const swap: typeof desk.quarantine.swap = (seen, next) => {
    left -= 1;
    if (left < 0) throw new Error('the table is away');
    return desk.quarantine.swap(seen, next);
  };
  return { connection: { ...desk.connection, quarantine: { ...desk.quarantine, swap } } };
}

const standing = (desk: Desk, address: string) => desk.records.get(keyOf(address))?.standing;

describe('an import', () => {
  it('puts addresses on their lists, at the time of their row or of the file', async () => {
    const desk = createDesk();
    await writeFile(file, 'email,reason,date\na@x.example,BOUNCE,2026-11-01\nb@x.example,complaint,\n');
    await utimes(file, 1_000, 1_000);
    const { json, failed } = await importFile(desk);
    expect(failed).toBeUndefined();
    expect(json).toMatchObject({ rows: 2, added: 2, refused: 0 });
    const since = Date.parse('2026-11-01');
    expect(standing(desk, 'a@x.example')?.quarantine).toEqual({ since, reason: 'userUnknown' });
    expect(standing(desk, 'b@x.example')?.denylist).toEqual({
      since: 1_000_000,
      streams: 'allButTransactional',
    });
    expect(desk.records.get(keyOf('a@x.example'))).toMatchObject({
      address: 'a@x.example',
      entries: [{ by: 'ada, import of bad.csv' }],
    });
  });

  it('done twice changes nothing, also when the file was copied meanwhile', async () => {
    const desk = createDesk();
    await writeFile(file, 'email,date\na@x.example,2026-11-01\nb@x.example,\n');
    await importFile(desk);
    const before = [...desk.records.values()];
    await utimes(file, NOW / 1_000, NOW / 1_000);
    expect((await importFile(desk)).json).toMatchObject({ added: 0, merged: 0, known: 2 });
    expect([...desk.records.values()]).toEqual(before);
  });

  it('merges into what is known and overwrites nothing', async () => {
    const desk = createDesk();
    const error = {
      kind: 'error',
      mail: 'm1',
      at: NOW - DAY,
      reason: 'mailboxFull',
      blame: 'mailbox',
    } as never;
    await desk.record('a@x.example', error);
    await writeFile(file, 'email,reason,date\na@x.example,userUnknown,2026-11-01\n');
    expect((await importFile(desk)).json).toMatchObject({ added: 0, merged: 1 });
    expect(desk.records.get(keyOf('a@x.example'))?.entries).toEqual(
      expect.arrayContaining([error, expect.objectContaining({ act: 'quarantine' })]),
    );
  });

  it('leaves an address free that was released after its row, and says so', async () => {
    const desk = createDesk();
    await writeFile(file, 'email,date\na@x.example,2026-11-01\n');
    await importFile(desk);
    await desk.record('a@x.example', { kind: 'act', act: 'release', at: NOW, by: 'bob' });
    const { json, text } = await importFile(desk);
    expect(json).toMatchObject({ over: 1, known: 0 });
    expect(text).toContain('1 not suppressed: a release');
    expect(standing(desk, 'a@x.example')?.quarantine).toBeUndefined();
  });

  it('lists an address that stands in two rows once', async () => {
    const desk = createDesk();
    await writeFile(file, 'email\na@x.example\nA@X.EXAMPLE\n');
    expect((await importFile(desk)).json).toMatchObject({ added: 1, known: 1 });
  });

  it('names refused lines, the first twenty, and fails', async () => {
    const desk = createDesk();
    await writeFile(file, `email\na@x.example\n${'jane.doe\n'.repeat(25)}`);
    const { json, text, failed } = await importFile(desk);
    expect(failed).toBe(true);
    expect(json).toMatchObject({ added: 1, refused: 25 });
    expect(text).toContain('25 lines refused:\n  line 3: j***: there is no @');
    expect(text.match(/line \d+:/g)).toHaveLength(20);
    expect(text).toMatch(/… and 5 more$/);
    expect(text).not.toContain('jane');
  });

  it('that broke off goes on where it was, and its file is gone at the end', async () => {
    const desk = createDesk();
    await writeFile(file, many(2_500));
    await expect(importFile(failing(desk, 1_500))).rejects.toThrow(
      /^stopped after 1000 rows: the table is away/,
    );
    expect(existsSync(`${file}.mxp-progress`)).toBe(true);
    const { json } = await importFile(desk);
    expect(json).toMatchObject({ rows: 2_500, resumed: 1_000 });
    expect(desk.records.size).toBe(2_500);
    expect(existsSync(`${file}.mxp-progress`)).toBe(false);
  });

  it.each([
    ['with --restart', { restart: true }, undefined],
    ['to another deployment or with other options', { purpose: 'there' }, undefined],
    ['of another file of the same name', {}, many(2_501)],
  ])('%s begins at the first row', async (_, run, text) => {
    const desk = createDesk();
    await writeFile(file, many(2_500));
    await expect(importFile(failing(desk, 1_500))).rejects.toThrow('stopped after');
    if (text) await writeFile(file, text);
    expect((await importFile(desk, run)).json).toMatchObject({ resumed: 0 });
  });

  it('that fails at its first rows fails as such, and leaves no file', async () => {
    const desk = createDesk();
    await writeFile(file, many(10));
    await expect(importFile(failing(desk, 0))).rejects.toThrow(/^the table is away$/);
    expect(existsSync(`${file}.mxp-progress`)).toBe(false);
  });

  it('tells how far it is', async () => {
    const desk = createDesk();
    await writeFile(file, many(3_000));
    const told: Position[] = [];
    await importFile(desk, { onProgress: (at) => told.push(at) });
    expect(told.map(({ rows }) => rows)).toEqual([1_000, 2_000, 3_000]);
    expect(told.at(-1)?.share).toBe(1);
  });

  it("reads SES's own list", async () => {
    const desk = createDesk();
    desk.ses.push(
      { address: 'A@x.example', reason: 'BOUNCE', since: 1_700_000_000_000 },
      { address: 'b@x.example', reason: 'COMPLAINT', since: 1_700_000_000_000 },
    );
    const run = { by: 'ada', restart: false, onProgress: () => undefined };
    const { json, text } = await runImport(desk.connection, sesSource(desk.suppressionList), run);
    expect(json).toMatchObject({ rows: 2, added: 2 });
    expect(text).toBe("2 addresses of SES's suppression list: 2 new.");
    expect(standing(desk, 'a@x.example')?.quarantine).toEqual({
      since: 1_700_000_000_000,
      reason: 'userUnknown',
    });
    expect(standing(desk, 'b@x.example')?.denylist).toBeDefined();
  });
});

it.each([
  [{ rows: 12_000, done: 10_000, elapsed: 5_000, share: 0.5 }, '12,000 addresses, 2,000/s, 6 s left …'],
  [{ rows: 1, done: 1, elapsed: 0 }, '1 address, 0/s …'],
])('progress %o reads %s', (position, text) => expect(progressText(position)).toBe(text));
