import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The release that is measured beside ours; its licence (EUPL-1.2) keeps it out of the repository. */
const PACKAGE = 'zone-mta@3.10.3';

/** Its module loads npmlog, which the package alone does not bring; logging is not what is measured. */
const NPMLOG_STUB = 'const no = () => {}; module.exports = { error: no, info: no, verbose: no, warn: no };\n';

/** ZoneMTA's own classifier, as its package has it. */
export interface ZoneMta {
  readonly name: string;
  readonly rules: number;
  check(reply: string): unknown;
}

const TIMEOUT_MILLIS = 60_000;

function unpack(folder: string): void {
  const run = (command: string, args: readonly string[]) =>
    execFileSync(command, [...args], { cwd: folder, stdio: 'pipe', timeout: TIMEOUT_MILLIS });
  run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder]);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  run('tar', ['xzf', archive ?? '', 'package/lib/bounces.js', 'package/config/bounces.txt']);
  const log = join(folder, 'package', 'node_modules', 'npmlog');
  mkdirSync(log, { recursive: true });
  writeFileSync(join(log, 'index.js'), NPMLOG_STUB);
}

/** Has the package from npm in a temporary folder and loads its classifier; says why when there is none to be had. */
export function loadZoneMta(): ZoneMta | { readonly missing: string } {
  const folder = mkdtempSync(join(tmpdir(), 'mxp-zone-mta-'));
  try {
    unpack(folder);
    const bounces = createRequire(join(folder, 'package', 'package.json'))('./lib/bounces.js');
    if (bounces.rules === undefined) bounces.reloadBounces();
    return { name: PACKAGE, rules: bounces.rules.length, check: (reply) => bounces.check(reply) };
  } catch (error) {
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { missing: `${PACKAGE} could not be had from npm (${said}); only ours is measured` };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
