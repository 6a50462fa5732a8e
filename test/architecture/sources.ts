import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** One TypeScript file of ours; `path` is relative to the project's root. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** What it imports, dynamically too: packages by name, files of ours by path. */
  readonly imports: readonly string[];
}

const IMPORT = /(?:\bfrom\s+|\bimport\s+|\bimport\s*\(\s*)['"]([^'"]+)['"]/g;

const importsOf = (file: string, text: string): readonly string[] =>
  [...text.matchAll(IMPORT)].map(([, name = '']) =>
    name.startsWith('.') ? relative(ROOT, resolve(dirname(file), name)) : name,
  );

/** Every TypeScript file below a folder of the project. */
export function sourcesIn(folder: string): readonly Source[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      const lines = text.trimEnd().split('\n').length;
      return { path: relative(ROOT, file), text, lines, imports: importsOf(file, text) };
    });
}

/** The text without its comments, as far as a search for names needs it. */
export const codeOf = ({ text }: Source): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
