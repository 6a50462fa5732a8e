import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { mxp } from './terminal.ts';

vi.stubEnv('MXP_ENGINE_FILE', join(tmpdir(), 'no-engine-here.json'));

describe('wrong usage', () => {
  it.each([
    { line: 'statsu', says: "unknown command 'statsu'" },
    { line: 'status --wach', says: "unknown option '--wach'" },
    { line: 'status --stack', says: 'argument missing' },
    { line: 'status --watch --json', says: '--watch draws for people' },
    { line: 'send', says: 'name a file of messages' },
    { line: 'send a.jsonl --to a@b.example', says: '--to is for one mail' },
    { line: 'send --to a@b.example --text x', says: 'one mail needs --from, --subject too' },
    { line: 'rules match', says: 'missing required argument' },
    { line: 'rules list --level warp', says: 'Allowed choices are slow' },
    { line: 'rules list --shipped --pool news', says: 'cannot be used with' },
    { line: 'pause', says: 'name exactly one of' },
    { line: 'resume --pool news --all', says: 'name exactly one of' },
    { line: 'cancel --all', says: 'add --yes if that is meant' },
    { line: 'quota reset', says: 'add --yes to reset all' },
    {
      line: 'dlq redrive',
      says: 'name a queue (outbound, priority, wake-up, delivery, feedback, returned-mail), --id ID, or --all',
    },
    { line: 'dlq redrive --all', says: 'add --yes if that is meant' },
    { line: 'dlq redrive delivery --all', says: 'name no other' },
    { line: 'dlq show deliver', says: 'Allowed choices are outbound' },
    { line: 'quarantine import', says: 'name a file (- for standard input), or --from-ses' },
    { line: 'quarantine import bad.csv --from-ses', says: 'name a file' },
    { line: 'quarantine import bad.csv --reason sad', says: 'Allowed choices are userUnknown' },
    { line: 'quarantine list --since yesterday', says: 'write it as 2026-11-30' },
    { line: 'quarantine list --limit 0', says: 'must be a whole number from 1' },
    { line: 'quarantine add a@b.example --allow --denylist', says: 'cannot be used with' },
    { line: 'quarantine add a@b.example --denylist --reason refused', says: 'cannot be used with' },
    { line: 'quarantine release', says: 'name one address, or --file FILE, or filters' },
    { line: 'quarantine release a@b.example --reason refused', says: 'name one address, or' },
    { line: 'forget', says: 'missing required argument' },
    { line: 'explain', says: 'missing required argument' },
    { line: 'level set shared', says: 'missing required argument' },
  ])('ends `mxp $line` with 2 and says what to do', async ({ line, says }) => {
    const { code, out, err } = await mxp(line.split(' '));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).not.toContain('    at ');
  });

  it('is told as JSON on standard error with --json', async () => {
    const { code, out, err } = await mxp(['pause', '--json']);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(JSON.parse(err)).toEqual({ error: expect.stringContaining('name exactly one of') });
  });

  it('of no command at all shows the help, or one JSON error', async () => {
    expect(await mxp([])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: mxp') });
    const { code, err } = await mxp(['--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toEqual({ error: 'name a command; --help lists them' });
  });
});

const QUARANTINE = ['import', 'list', 'show', 'add', 'release', 'export'].map((name) => `quarantine ${name}`);

describe('help', () => {
  it.each([
    '',
    'send',
    'status',
    'rules list',
    'rules match',
    'rules show',
    'pause',
    'resume',
    'cancel',
    'quota reset',
    'dlq list',
    'dlq show',
    'dlq redrive',
    'level',
    'level set',
    'forget',
    'explain',
    ...QUARANTINE,
  ])('of `mxp %s` ends with 0 and shows an example', async (command) => {
    const { code, out } = await mxp([...command.split(' ').filter(Boolean), '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}mxp /);
    expect(out).toContain('--json');
  });
});

const QUARANTINE_CALLS = [
  'quarantine import --from-ses',
  'quarantine list',
  'quarantine release a@b.example',
  'quarantine export',
  'forget a@b.example',
];

describe('without a deployment', () => {
  it.each([
    'status',
    'orders',
    'quota show',
    'dlq list',
    'dlq redrive --all --yes',
    'rules list',
    'rules show',
    'pause --all',
    'level',
    'explain a@b.example',
    ...QUARANTINE_CALLS,
  ])('`mxp %s` ends with 1 and names the ways to one', async (line) => {
    const { code, out, err } = await mxp(line.split(' '));
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^no local engine is running: .*--serve.*--stack NAME\n$/);
  });
});
