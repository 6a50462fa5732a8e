import { type Settings, THROUGHPUT_LEVELS } from '../settings/settings.ts';
import { EnvironmentError, readEnvironment, type Variables } from './environment.ts';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPositive = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0;

const isPolicy = (value: unknown): boolean => value === 'resend' || value === 'hold';

function setProblem(set: unknown): boolean {
  return (
    !isObject(set) ||
    typeof set['name'] !== 'string' ||
    set['name'] === '' ||
    !isPositive(set['maxDeliverySeconds'])
  );
}

function poolProblems(name: string, pool: unknown): readonly string[] {
  const at = `pools.${name}`;
  if (!isObject(pool)) return [`${at}: expected an object`];
  const { configurationSets: sets } = pool;
  const problems: string[] = [];
  if (pool['name'] !== name) problems.push(`${at}.name: expected "${name}"`);
  if (!isPositive(pool['ipCount'])) problems.push(`${at}.ipCount: expected a whole number above 0`);
  if (!THROUGHPUT_LEVELS.some((level) => level === pool['level']))
    problems.push(`${at}.level: expected one of ${THROUGHPUT_LEVELS.join(', ')}`);
  if (!Array.isArray(sets) || sets.length === 0 || sets.some(setProblem))
    problems.push(`${at}.configurationSets: expected a list of {name, maxDeliverySeconds}`);
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
  return problems;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new EnvironmentError('MXP_SETTINGS is not JSON; the stack writes it, deploy it again', { cause });
  }
}

/** The deployment's settings from MXP_SETTINGS; throws an EnvironmentError that lists all that is wrong. */
export function readSettings(variables: Variables): Settings {
  const settings = parsed(readEnvironment(variables, 'settings').settings);
  const problems = problemsOf(settings);
  if (problems.length > 0) throw new EnvironmentError(`MXP_SETTINGS: ${problems.join('; ')}`);
  return settings as Settings;
}
