import { printLimit } from '../rules/limit-text.ts';
import type { MxRuleData } from '../rules/schema.ts';
import type { Setting } from './kumomta-shaping.ts';
import { durationText, type Rate, readCount, readRate, readSeconds } from './kumomta-units.ts';
import type { NoCounterpart } from './no-counterpart.ts';

/** The fields of an MX rule that settings give. */
export type RuleFields = Partial<
  Pick<MxRuleData, 'connections' | 'messagesPerConnection' | 'limit' | 'perDay' | 'timeouts' | 'tls'>
>;

/** What one setting gives: fields, and what of it is lost. */
export interface Translated {
  readonly fields: RuleFields;
  readonly lost: readonly string[];
}

const NOTHING: Translated = { fields: {}, lost: [] };
const lost = (...why: readonly string[]): Translated => ({ fields: {}, lost: why });

/** The most that a rule may say of connections and messages per connection. */
const MOST = 100_000;

const countField =
  (name: 'connections' | 'messagesPerConnection') =>
  (value: unknown): Translated => {
    const count = readCount(value);
    if (count === undefined) return lost('it is no count above 0');
    const capped = count > MOST ? [`rules allow ${MOST} at most; that is written`] : [];
    return { fields: { [name]: Math.min(count, MOST) }, lost: capped };
  };

const DAY_SECONDS = 86_400;

function limitOf({ count, seconds }: Rate): RuleFields | undefined {
  if (seconds % DAY_SECONDS === 0) {
    const messages = Math.floor((count * DAY_SECONDS) / seconds);
    return messages < 1 ? undefined : { perDay: printLimit({ messages, period: 'day' }) };
  }
  const perMinute = (count * 60) / seconds;
  if (seconds < 3_600 && Number.isInteger(perMinute))
    return { limit: printLimit({ messages: perMinute, period: 'minute' }) };
  const messages = Math.floor((count * 3_600) / seconds);
  return messages < 1 ? undefined : { limit: printLimit({ messages, period: 'hour' }) };
}

function rateFields(value: unknown): Translated {
  const rate = readRate(value);
  if (!rate) return lost('it is no rate that can be read');
  const fields = limitOf(rate);
  if (!fields) return lost('it is less than one message per hour');
  const losses = [
    ...(rate.burst === undefined ? [] : ['max_burst: slots are spaced evenly, there are no bursts']),
    ...(rate.isLocal ? ['local: limits are of the whole pool, however many functions run'] : []),
    ...(rate.seconds < 60 ? ['a limit per second becomes one per minute'] : []),
    ...((rate.count * 3_600) % rate.seconds === 0 || 'perDay' in fields
      ? []
      : ['it is rounded down to the hour']),
  ];
  return { fields, lost: losses };
}

const TLS: Readonly<Record<string, RuleFields['tls']>> = {
  Opportunistic: 'opportunistic',
  OpportunisticInsecure: 'opportunistic',
  Required: 'required',
  RequiredInsecure: 'required',
  Disabled: 'disabled',
};

function tlsField(value: unknown): Translated {
  const mode = TLS[String(value)];
  if (!mode) return lost('it is no mode that is known');
  const insecure = String(value).endsWith('Insecure');
  return {
    fields: { tls: mode },
    lost: insecure ? ['certificates that do not verify are not told apart'] : [],
  };
}

const timeoutField =
  (name: 'connect' | 'data' | 'other') =>
  (value: unknown): Translated => {
    const seconds = readSeconds(value);
    if (seconds === undefined) return lost('it is no duration that can be read');
    return { fields: { timeouts: { [name]: durationText(seconds) } }, lost: [] };
  };

const TRANSLATIONS: Readonly<Record<string, (value: unknown) => Translated>> = {
  connection_limit: countField('connections'),
  provider_connection_limit: countField('connections'),
  max_deliveries_per_connection: countField('messagesPerConnection'),
  max_message_rate: rateFields,
  provider_max_message_rate: rateFields,
  enable_tls: tlsField,
  connect_timeout: timeoutField('connect'),
  data_dot_timeout: timeoutField('data'),
  data_timeout: timeoutField('other'),
  mx_rollup: () => NOTHING,
  replace_base: () => NOTHING,
};

/** Why settings are left out; others have no like at all. */
const WHY: Readonly<Record<string, string>> = {
  max_connection_rate: 'rules limit how many connections are open, not how many are opened',
  idle_timeout: 'a connection is closed after its messages, not kept idle',
  consecutive_connection_failures_before_delay: 'rules say nothing of hosts that do not answer',
  max_ready: 'a backlog has no bound: it waits in S3',
  sources: 'a sending IP of its own is a pool: give it a rule with pools',
  source_selection_rate: 'warm-up is the level of the pool',
  banner_timeout: 'other is one time-out for all the rest; data_timeout gives it',
  ehlo_timeout: 'other is one time-out for all the rest; data_timeout gives it',
  mail_from_timeout: 'other is one time-out for all the rest; data_timeout gives it',
  rcpt_to_timeout: 'other is one time-out for all the rest; data_timeout gives it',
  rset_timeout: 'other is one time-out for all the rest; data_timeout gives it',
  starttls_timeout: 'other is one time-out for all the rest; data_timeout gives it',
};

const translate = ({ name, value }: Setting): Translated =>
  (TRANSLATIONS[name] ?? (() => lost(WHY[name] ?? 'MX rules have no such setting')))(value);

/** The stricter of a provider's own limit and the one per site comes later in the list and stays. */
const ORDER = [
  'connection_limit',
  'provider_connection_limit',
  'max_message_rate',
  'provider_max_message_rate',
];
const byScope = (one: Setting, other: Setting): number => ORDER.indexOf(one.name) - ORDER.indexOf(other.name);

/** The fields of a block's settings, later ones over earlier, and what has no counterpart. */
export function translateSettings(
  settings: readonly Setting[],
  of: string,
): { readonly fields: RuleFields; readonly missing: readonly NoCounterpart[] } {
  let fields: RuleFields = {};
  const missing: NoCounterpart[] = [];
  for (const setting of settings.toSorted(byScope)) {
    const { fields: given, lost: losses } = translate(setting);
    const timeouts = { ...fields.timeouts, ...given.timeouts };
    fields = { ...fields, ...given, ...(Object.keys(timeouts).length > 0 ? { timeouts } : {}) };
    const { file, line, name } = setting;
    missing.push(...losses.map((why) => ({ file, line, what: `${name} of ${of}`, why })));
  }
  return { fields, missing: missing.toSorted((one, other) => one.line - other.line) };
}
