import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { messageJsonSchema } from '../shared/message/json-schema.ts';
import { noticeJsonSchema } from '../shared/notice/schema.ts';
import { outcomeJsonSchema } from '../shared/outcome/schema.ts';

/** Writes the published JSON Schemas from the code's own; with `--check`, fails where a file is not what would be written. */

const FOLDER = join(import.meta.dirname, '..', 'schemas');

const SCHEMAS = {
  'message.schema.json': messageJsonSchema,
  'outcome.schema.json': outcomeJsonSchema,
  'notice.schema.json': noticeJsonSchema,
} as const;

/** The file's content, whatever its layout; undefined when it is missing or broken. */
const readJson = (path: string): unknown => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

const check = process.argv.includes('--check');
for (const [name, build] of Object.entries(SCHEMAS)) {
  const path = join(FOLDER, name);
  const schema = build();
  if (isDeepStrictEqual(readJson(path), schema)) continue;
  if (!check) writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
  else {
    console.error(`schemas/${name} is stale: run npx node scripts/write-schemas.ts`);
    process.exitCode = 1;
  }
}
