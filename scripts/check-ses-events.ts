import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Proves the built parser as others use it: the guide's example, in a project of its own, compiles and reads an event. */
const ROOT = join(import.meta.dirname, '..');
const FIXTURE = join(ROOT, 'test/unit/ses-events/fixtures/enveloped-bounce.json');
const EXPECTED = / bounced, Permanent\/NoEmail: smtp; 550 5\.1\.1 no such user here$/;

const [, example] = /```ts\n(.*?)```/s.exec(readFileSync(join(ROOT, 'docs/ses-events.md'), 'utf8')) ?? [];
if (example === undefined) throw new Error('docs/ses-events.md has no example');

/** The error that is expected proves that the types are found: without them anything would do. */
const MAIN = `
import { parseSesEvent, type SesEventOf } from 'mx-pacer/ses-events';
import { tellOf } from './example.ts';

export const subtypeOf = ({ bounce }: SesEventOf<'Bounce'>): string => bounce.bounceSubType;
const result = parseSesEvent('');
// @ts-expect-error Whether there is an event is to be asked first.
result.event;
console.log(tellOf(process.argv[2] ?? ''));
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    target: 'ES2022',
    module: 'NodeNext',
    noEmit: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    typeRoots: [join(ROOT, 'node_modules/@types')],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'mxp-consumer-'));
try {
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('example.ts', example);
  write('main.ts', MAIN);
  write('package.json', JSON.stringify({ type: 'module' }));
  write('tsconfig.json', JSON.stringify(TSCONFIG));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/mx-pacer'), 'dir');
  execFileSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: folder, stdio: 'inherit' });
  const told = execFileSync(process.execPath, ['main.ts', readFileSync(FIXTURE, 'utf8')], { cwd: folder });
  if (!EXPECTED.test(told.toString().trim())) throw new Error(`mx-pacer/ses-events answered: ${told}`);
} finally {
  rmSync(folder, { recursive: true });
}
console.log('mx-pacer/ses-events compiles and reads an event');
