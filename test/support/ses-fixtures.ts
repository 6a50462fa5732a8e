import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../unit/ses-events/fixtures');

/** All bodies written after SES's guide, by file name without `.json`. */
export const sesFixtureNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/** One of them, as a queue's body. */
export const sesFixture = (name: string): string => readFileSync(join(FOLDER, `${name}.json`), 'utf8');
