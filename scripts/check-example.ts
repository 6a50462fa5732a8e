import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Proves the built construct as others use it: examples/own-app, with nothing of ours around it, compiles and synthesises. */
const ROOT = join(import.meta.dirname, '..');
const PACKAGES = ['aws-cdk-lib', 'constructs', '@types/node', 'undici-types'];
/** What only a pacer brings, what only its monitoring does, and what only the app has. */
const EXPECTED = ['AWS::SES::ConfigurationSet', 'AWS::CloudWatch::Dashboard', 'AWS::SNS::Subscription'];

const folder = mkdtempSync(join(tmpdir(), 'mxp-own-app-'));
try {
  cpSync(join(ROOT, 'examples/own-app'), folder, { recursive: true });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '@types'), { recursive: true });
  for (const name of PACKAGES) symlinkSync(join(ROOT, 'node_modules', name), join(modules, name), 'dir');
  symlinkSync(ROOT, join(modules, 'mx-pacer'), 'dir');
  const run = (command: string, ...args: readonly string[]) =>
    execFileSync(command, [...args], {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, CDK_OUTDIR: join(folder, 'cdk.out') },
    });
  run(join(ROOT, 'node_modules/.bin/tsc'), '-p', '.');
  run(process.execPath, 'app.ts');
  const template = readFileSync(join(folder, 'cdk.out/Shop.template.json'), 'utf8');
  const missing = EXPECTED.filter((type) => !template.includes(`"${type}"`));
  if (missing.length > 0) throw new Error(`the example's template has no ${missing.join(', ')}`);
} finally {
  rmSync(folder, { recursive: true });
}
console.log('examples/own-app compiles and synthesises with mx-pacer/cdk');
