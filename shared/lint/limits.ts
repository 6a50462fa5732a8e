import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintLimits, LintModel, LintMxRule } from './model.ts';

/**
 * The best that one connection can do, by our assumption: a second to be set up and greeted (TCP, TLS, EHLO and QUIT take
 * some ten round trips), and five mails a second after that. Real servers are slower.
 */
const SETUP_SECONDS = 1;
const SECONDS_A_MAIL = 0.2;

const HOUR = 3_600;

/** Mails that `connections` connections bring away in a period, each opened anew when it is used up. */
function mostIn(period: number, connections: number, perConnection: number): number {
  const seconds = SETUP_SECONDS + perConnection * SECONDS_A_MAIL;
  return Math.floor(((period * perConnection) / seconds) * connections);
}

const periodText = (seconds: number): string =>
  seconds === HOUR ? 'an hour' : seconds === 60 ? 'a minute' : `${seconds} s`;

/** Limits a second say nothing of a second: they are told by the hour. */
function byTheHour({ messages, periodSeconds = HOUR, ...others }: LintLimits): LintLimits {
  if (messages === undefined) return others;
  if (periodSeconds >= 60) return { ...others, messages, periodSeconds };
  return { ...others, messages: Math.floor((messages * HOUR) / periodSeconds) };
}

/** What two limits say of each other; undefined when nothing. */
function contradiction(
  limits: LintLimits,
): readonly ['limits-not-met' | 'limits-unused', string] | undefined {
  const { messages, periodSeconds = HOUR, connections, messagesPerConnection, perDay } = limits;
  if (messages === undefined) return undefined;
  const period = periodText(periodSeconds);
  const ofDay = Math.floor((messages * 24 * HOUR) / periodSeconds);
  if (perDay !== undefined && perDay > ofDay)
    return ['limits-not-met', `${perDay} a day are more than ${messages} ${period} ever make (${ofDay})`];
  if (connections === undefined || messagesPerConnection === undefined) return undefined;
  const most = mostIn(periodSeconds, connections, messagesPerConnection);
  const pair = `${connections} connections of ${messagesPerConnection} messages`;
  if (most < messages)
    return ['limits-not-met', `${pair} bring at most ${most} ${period} away, and the limit is ${messages}`];
  const ofHour = Math.floor((messages * HOUR) / periodSeconds);
  if (connections * messagesPerConnection > ofHour)
    return ['limits-unused', `${pair} are more at once than the ${ofHour} that an hour allows`];
  return undefined;
}

const ADVICE = {
  'limits-not-met': 'Raise connections or messages per connection, or lower the rate to what can be reached.',
  'limits-unused': 'Lower connections or messages per connection: such a burst ends in idle connections.',
} as const;

function lintRule({ id, limits, where }: LintMxRule): readonly Finding[] {
  return limits.flatMap((level) => {
    const [code, what] = contradiction(byTheHour(level)) ?? [];
    if (code === undefined) return [];
    const at = level.name === undefined ? '' : ` at level ${level.name}`;
    return [found(code, { message: `rule '${id}'${at}: ${what}`, advice: ADVICE[code], rule: id, where })];
  });
}

/** Connections, messages per connection and rates against each other. */
export const lintLimits = ({ mx }: LintModel): readonly Finding[] => mx.flatMap(lintRule);
