import { type Pool, type PoolConfigurationSet, type Settings, THROUGHPUT_LEVELS } from './settings.ts';

/** `[maxDeliverySeconds, name, watched]`; `watched` is left out where it is the same set. */
type EncodedSet = readonly [number, string] | readonly [number, string, string];

interface EncodedPool extends Omit<Pool, 'name' | 'configurationSets'> {
  readonly sets: readonly EncodedSet[];
}

/**
 * Settings as they travel in MXP_SETTINGS, short because all environment variables of a function share 4 KB (Lambda
 * quotas): a pool takes its name from its key, a set is a tuple.
 */
export interface EncodedSettings extends Omit<Settings, 'pools' | 'production' | 'allowedDomains'> {
  /** The allowed domains of a stack that is not marked production; left out where one is. */
  readonly mailsOnly?: readonly string[];
  readonly pools: Readonly<Record<string, EncodedPool>>;
}

/** Settings, or all that is wrong with them. */
export type DecodedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

const encodeSet = ({ maxDeliverySeconds, name, watched }: PoolConfigurationSet): EncodedSet =>
  watched === name ? [maxDeliverySeconds, name] : [maxDeliverySeconds, name, watched];

const encodePool = ({ ipCount, level, configurationSets }: Pool): EncodedPool => ({
  ipCount,
  level,
  sets: configurationSets.map(encodeSet),
});

const mapPools = <From, To>(pools: Readonly<Record<string, From>>, map: (pool: From, name: string) => To) =>
  Object.fromEntries(Object.entries(pools).map(([name, pool]) => [name, map(pool, name)]));

/** What the stack writes into MXP_SETTINGS. */
export const encodeSettings = ({
  pools,
  production,
  allowedDomains,
  ...rest
}: Settings): EncodedSettings => ({
  ...rest,
  ...(production ? {} : { mailsOnly: allowedDomains }),
  pools: mapPools(pools, encodePool),
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPositive = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;
const isPolicy = (value: unknown): boolean => value === 'resend' || value === 'hold';
const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

const isNameList = (value: unknown): boolean => Array.isArray(value) && value.every(isName);

const isSet = (set: unknown): boolean =>
  Array.isArray(set) &&
  (set.length === 2 || set.length === 3) &&
  isPositive(set[0]) &&
  set.slice(1).every(isName);

function poolProblems(name: string, pool: unknown): readonly string[] {
  const at = `pools.${name}`;
  if (!isObject(pool)) return [`${at}: expected an object`];
  const { ipCount, level, sets } = pool;
  const problems: string[] = [];
  if (!isPositive(ipCount)) problems.push(`${at}.ipCount: expected a whole number above 0`);
  if (!THROUGHPUT_LEVELS.some((known) => known === level))
    problems.push(`${at}.level: expected one of ${THROUGHPUT_LEVELS.join(', ')}`);
  if (!Array.isArray(sets) || sets.length === 0 || !sets.every(isSet))
    problems.push(`${at}.sets: expected a list of [maxDeliverySeconds, name, watched]`);
  return problems;
}

function problemsOf(settings: unknown): readonly string[] {
  if (!isObject(settings)) return ['expected an object'];
  const { pools, defaultPool, doubt } = settings;
  if (!isObject(pools)) return ['pools: expected an object'];
  const problems = Object.entries(pools).flatMap(([name, pool]) => poolProblems(name, pool));
  if (typeof defaultPool !== 'string' || !Object.hasOwn(pools, defaultPool))
    problems.push(`defaultPool: expected one of ${Object.keys(pools).join(', ')}`);
  if (!isObject(doubt) || !isPolicy(doubt['transactional']) || !isPolicy(doubt['others']))
    problems.push('doubt: expected {transactional, others}, each resend or hold');
  if (typeof settings['confirmedByEvents'] !== 'boolean')
    problems.push('confirmedByEvents: expected true or false');
  if (Object.hasOwn(settings, 'mailsOnly') && !isNameList(settings['mailsOnly']))
    problems.push('mailsOnly: expected a list of domains');
  return problems;
}

const decodePool = ({ ipCount, level, sets }: EncodedPool, name: string): Pool => ({
  name,
  ipCount,
  level,
  configurationSets: sets.map(([maxDeliverySeconds, set, watched = set]) => ({
    maxDeliverySeconds,
    name: set,
    watched,
  })),
});

/** Reads what `encodeSettings` wrote, once it is parsed. */
export function decodeSettings(value: unknown): DecodedSettings {
  const problems = problemsOf(value);
  if (problems.length > 0) return { ok: false, problems };
  const { pools, mailsOnly, ...rest } = value as EncodedSettings;
  const audience = { production: mailsOnly === undefined, allowedDomains: mailsOnly ?? [] };
  return { ok: true, settings: { ...rest, ...audience, pools: mapPools(pools, decodePool) } };
}
