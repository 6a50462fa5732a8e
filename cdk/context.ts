import { PARAMETER_NAMES } from './parameters.ts';

/** The parameters as found: what parseParameters checks. */
export type RawParameters = Readonly<Record<string, unknown>>;

/** How each parameter is read from the text of `-c name=text`; those not named here are text. */
const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  identity: splitList,
  production: readJson,
  allowedDomains: splitList,
  contentBuckets: splitList,
  feedKeys: splitList,
  metricRules: splitList,
  pools: readJson,
  inDoubt: readJson,
  sendEvents: readJson,
  maxConcurrency: readJson,
  warmWrites: readJson,
  rulesTrialShare: readJson,
  monitoring: readJson,
  feed: readJson,
  returnedMail: readJson,
};

function splitList(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Text that is no JSON stays as it is, so that the check shows it. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isObject = (value: unknown): value is RawParameters =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Collects the parameters from CDK context: the object `mxPacer` of cdk.json or cdk.context.json, and over it single
 * values given as `-c name=text`. A `mxPacer` that is no object is answered as it is.
 */
export function collectParameters(contextOf: (name: string) => unknown): unknown {
  const base = contextOf('mxPacer') ?? {};
  if (!isObject(base)) return base;
  const single = PARAMETER_NAMES.map((name) => [name, contextOf(name)] as const).filter(
    ([, value]) => value !== undefined,
  );
  const merged = Object.entries({ ...base, ...Object.fromEntries(single) });
  return Object.fromEntries(
    merged.map(([name, value]) => [
      name,
      typeof value === 'string' ? (READERS[name]?.(value) ?? value) : value,
    ]),
  );
}
