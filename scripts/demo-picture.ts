import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { fitted, LINE_HEIGHT, PADDING, pageOf, WIDTH } from './demo-picture/html.ts';
import { replay } from './demo-picture/terminal.ts';

/**
 * Makes docs/demo.png: runs the demo in a terminal (`script` of util-linux), and takes a picture of its end with
 * Chromium. With a file of such a run as argument it takes that.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PICTURE = join(ROOT, 'docs/demo.png');

const FIRST = /^ +\d+ s +[\d,]+ mails queued/;
const LAST = /^No limit was exceeded/;

function record(folder: string): string {
  const file = join(folder, 'run.txt');
  const command = `stty cols 100 rows 50; ${process.execPath} local/start.ts 2>/dev/null`;
  const { status } = spawnSync('script', ['-qec', command, file], { cwd: ROOT, stdio: 'ignore' });
  if (status !== 0)
    throw new Error(`the demo did not end well:\n${replay(readFileSync(file, 'utf8')).join('\n')}`);
  return file;
}

/** From the last table of the paced act to the last word of the report. */
function endOf(lines: readonly string[]): readonly string[] {
  const plain = lines.map(stripVTControlCharacters);
  const from = plain.findLastIndex((line) => FIRST.test(line));
  const to = plain.findIndex((line) => LAST.test(line));
  if (from < 0 || to < from)
    throw new Error('the recording has no table of the paced act and report behind it');
  return lines.slice(from, to + 1).map(fitted);
}

/** Background services of Chromium would look for the network at every start. */
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  ...['--hide-scrollbars', '--force-device-scale-factor=2'],
];

function photograph(html: string, height: number, folder: string): void {
  const page = join(folder, 'page.html');
  writeFileSync(page, html);
  const size = `--window-size=${WIDTH},${height}`;
  const more = [
    size,
    `--user-data-dir=${join(folder, 'chromium')}`,
    `--screenshot=${PICTURE}`,
    `file://${page}`,
  ];
  const { status, stderr } = spawnSync('chromium', [...FLAGS, ...more], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`chromium took no picture: ${stderr}`);
}

const folder = mkdtempSync(join(tmpdir(), 'mxp-picture-'));
try {
  const lines = endOf(replay(readFileSync(process.argv[2] ?? record(folder), 'utf8')));
  photograph(pageOf(lines), lines.length * LINE_HEIGHT + 2 * PADDING, folder);
  console.log(`docs/demo.png: ${lines.length} lines`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
