import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/returned/', import.meta.url);

/** Names of the sample mails, without `.eml`. */
export const returnedMailNames = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => name.slice(0, -'.eml'.length))
    .sort();

/** A sample mail, byte by byte. */
export const returnedMail = (name: string): Uint8Array => readFileSync(new URL(`${name}.eml`, FOLDER));
