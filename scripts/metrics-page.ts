import { GAUGES } from '../shared/metrics/gauges.ts';
import { MEANINGS } from '../shared/metrics/meanings.ts';
import { METRIC_NAMESPACE } from '../shared/metrics/metric.ts';
import { METRIC_NAMES, METRICS, type MetricName, RULE_METRICS } from '../shared/metrics/metrics.ts';
import { MOST_METRIC_RULES, OTHER_RULES } from '../shared/metrics/rule-names.ts';
import { MOST_SERIES, seriesOfAll } from '../shared/metrics/series.ts';

const code = (name: string): string => `\`${name}\``;

function rowOf(name: MetricName): string {
  const { unit, from, byRule } = METRICS[name];
  const { meaning, rise } = MEANINGS[name];
  const kind = name in GAUGES ? 'gauge' : 'counter';
  return `| ${code(name)}${byRule ? ', by rule' : ''} | ${kind}, ${unit} | ${from.join(', ')} | ${meaning} | ${rise} |`;
}

const HEAD =
  '| metric | type, unit | from | what one is | what a rise says |\n| --- | --- | --- | --- | --- |';

/** docs/metrics.md, from the table of metrics. */
export const metricsPage = (): string => `# Metrics

Namespace ${code(METRIC_NAMESPACE)} in CloudWatch. This page is made of \`shared/metrics\` by \`npm run metrics\`; the functions can write no others.

Dimension \`service\` is the name of the pacer's stack. ${RULE_METRICS.map(code).join(', ')} are kept by \`rule\` too: the id of one of
at most ${MOST_METRIC_RULES} rules (parameter \`metricRules\`), and \`${OTHER_RULES}\` for all others. No address, domain, MX host or campaign is ever a
dimension; ask the logs for those ([operations.md](operations.md#saved-queries)).

That is ${seriesOfAll(METRIC_NAMES)} series a deployment at most, of ${MOST_SERIES} that it may have. CloudWatch bills a series $0.30 a month, by the hour that it is written in.

Counters add up (statistic Sum) and are not written while nothing happens; gauges say how things stand (Maximum) and are written
every minute. An outcome that is told twice counts twice, so counters are no books: outcomes are.

${HEAD}
${METRIC_NAMES.map(rowOf).join('\n')}
`;
