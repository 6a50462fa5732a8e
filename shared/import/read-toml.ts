import { parse, TomlError } from 'smol-toml';
import type { ImportedFile, UnreadableFile } from './no-counterpart.ts';
import { type TomlPlaces, tomlPlaces } from './toml-places.ts';

/** A table of a TOML document, whatever it holds. */
export type Table = Readonly<Record<string, unknown>>;

export type ReadToml =
  | { readonly ok: true; readonly table: Table; readonly places: TomlPlaces }
  | { readonly ok: false; readonly problem: UnreadableFile };

/** Reads a TOML document with the lines of its values. */
export function readToml({ name, text }: ImportedFile): ReadToml {
  try {
    return { ok: true, table: parse(text), places: tomlPlaces(text) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [message = ''] = error.message.split('\n');
    return { ok: false, problem: { file: name, line: error.line, message } };
  }
}

export const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The entries of a table; none where there is no table. */
export const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isTable(value) ? Object.entries(value) : [];

/** One value, or the values of an array: what may be written either way. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
