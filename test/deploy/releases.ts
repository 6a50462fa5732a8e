import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mxp } from './mxp.ts';
import { DELIVERABILITY } from './parameters.ts';
import { PROJECT_ROOT } from './run-command.ts';

/** A release of the shipped rules in which class `google` has another rate. */
export interface Release {
  readonly sequence: number;
  readonly rate: string;
}

/** What the first release allows an hour at level `normal` (100 %), and the second at `fast` (400 %): rules/levels.yaml. */
export const FIRST = { sequence: 1, rate: '1800/h', level: 'normal', limit: 1_800 } as const;
export const SECOND = { sequence: 2, rate: '1600/h', level: 'fast', limit: 6_400 } as const;

/** What publishes releases, by `mxp feed …`. */
export interface Publisher {
  readonly publicKey: string;
  /** Answers the version of the published set. */
  publish(release: Release): Promise<string>;
}

const RATE = /(?<=^ {2}google:\n(?: {4}.*\n)*? {4}rate: ).*$/m;

async function writeRules(folder: string, rate: string): Promise<void> {
  await cp(join(PROJECT_ROOT, 'rules'), folder, { recursive: true });
  const file = join(folder, 'levels.yaml');
  const levels = await readFile(file, 'utf8');
  if (!RATE.test(levels)) throw new Error(`${file}: class google has no rate`);
  await writeFile(file, levels.replace(RATE, rate));
}

/** Makes a key pair and answers what publishes with it; all files are in `folder`. */
export async function createPublisher(mxp: Mxp, folder: string): Promise<Publisher> {
  const keys = join(folder, 'keys');
  const feed = join(folder, 'feed');
  await mkdir(keys);
  const made = await mxp('feed', 'keygen', '--out', keys);
  const [publicKey, keyFile] = [String(made['publicKey']), String(made['privateKeyFile'])];
  return {
    publicKey,
    publish: async ({ sequence, rate }) => {
      const rules = join(folder, `rules-${sequence}`);
      await writeRules(rules, rate);
      await mxp('feed', 'build', rules, '--out', feed, '--sequence', String(sequence));
      await mxp('feed', 'sign', feed, '--key', keyFile);
      const published = await mxp('feed', 'publish', feed, '--stack', DELIVERABILITY, '--trust', publicKey);
      return String(published['version']);
    },
  };
}
