/**
 * Methods of zod's schemas that nothing in functions/ and shared/ calls; a test keeps it so. zod hangs all of them on
 * every schema, and each holds what it makes: without them esbuild leaves 30 kinds of schemas out.
 */
export const UNUSED_METHODS: readonly string[] = [
  ...[
    'with',
    'brand',
    'register',
    'overwrite',
    'nullish',
    'nonoptional',
    'or',
    'and',
    'prefault',
    'catch',
    'pipe',
  ],
  ...[
    'readonly',
    'describe',
    'isOptional',
    'isNullable',
    'apply',
    'keyof',
    'catchall',
    'passthrough',
    'loose',
    'strict',
  ],
  ...['strip', 'safeExtend', 'merge', 'pick', 'exactPartial', 'required', 'rest', 'properties', 'unwrap'],
  ...[
    'parseAsync',
    'safeParseAsync',
    'validate',
    'validateAsync',
    'encode',
    'encodeAsync',
    'decode',
    'decodeAsync',
  ],
  ...['safeEncode', 'safeDecode', 'safeEncodeAsync', 'safeDecodeAsync', 'toJSONSchema'],
  ...[
    'nonempty',
    'lowercase',
    'uppercase',
    'normalize',
    'toUpperCase',
    'slugify',
    'email',
    'url',
    'jwt',
    'emoji',
  ],
  ...[
    'guid',
    'uuid',
    'uuidv4',
    'uuidv6',
    'uuidv7',
    'nanoid',
    'cuid',
    'cuid2',
    'ulid',
    'base64',
    'base64url',
    'xid',
  ],
  ...['ksuid', 'ipv4', 'ipv6', 'cidrv4', 'cidrv6', 'e164', 'date', 'time', 'duration'],
  ...[
    'gt',
    'gte',
    'lt',
    'lte',
    'safe',
    'positive',
    'nonnegative',
    'negative',
    'nonpositive',
    'multipleOf',
    'step',
    'finite',
  ],
];

/** A method of an object of methods: `    email(params) {`, its body, and `    },`. */
const METHOD = new RegExp(
  `^    (?:async )?(?:${UNUSED_METHODS.join('|')})(?:\\(.*\\)|: (?:async )?function .*\\)) \\{\\n(?: {5}.*\\n|\\n)*    \\},\\n`,
  'gm',
);

/** What lets a schema hold itself through a value that holds itself. JSON cannot. */
const MEMOIZER = /^ {4}_ensureDefaultMemoizer\(\);\n/gm;

/** esbuild keeps all of a module that is had as an object of another. */
const UTIL = 'import { util } from "../core/index.js";';

/** zod's schemas with the methods that functions use. */
export const dropUnusedMethods = (source: string): string =>
  source
    .replaceAll(METHOD, '')
    .replaceAll(MEMOIZER, '')
    .replace(UTIL, 'import * as util from "../core/util.js";');
