import { describe, expect, it } from 'vitest';
import { COUNTERS } from '../../../shared/metrics/counters.ts';
import { GAUGES } from '../../../shared/metrics/gauges.ts';
import { METRIC_DIMENSIONS, METRIC_SOURCES } from '../../../shared/metrics/metric.ts';
import { METRIC_NAMES, METRICS, RULE_METRICS } from '../../../shared/metrics/metrics.ts';
import {
  chooseMetricRules,
  MOST_METRIC_RULES,
  OTHER_RULES,
  ruleNamesOf,
} from '../../../shared/metrics/rule-names.ts';
import { MOST_SERIES, seriesOfAll } from '../../../shared/metrics/series.ts';
import { codeOf, type Source, sourcesIn } from '../../architecture/sources.ts';

const sources = ['shared', 'functions']
  .flatMap(sourcesIn)
  .filter(({ path }) => !path.startsWith('shared/metrics/'));

/** What a file counts or measures: `log.count('X'`, `log.gauge('X'`, and the counter of each outcome. */
const writtenIn = (source: Source): readonly string[] => {
  const calls = [...codeOf(source).matchAll(/\.(?:count|gauge)\(\s*'(\w+)'/g)];
  const outcomes =
    source.path === 'shared/outcome/watch-outcomes.ts'
      ? codeOf(source).matchAll(/^ {2}\w+: '(\w+)',$/gm)
      : [];
  return [...calls, ...outcomes].map(([, name = '']) => name);
};

/** All files that a function's handler brings with it. */
function reachedBy(handler: string): ReadonlySet<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const visit = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const name of byPath.get(path)?.imports ?? []) if (byPath.has(name)) visit(name);
  };
  visit(handler);
  return reached;
}

describe('the metrics', () => {
  it('are those that the code writes, no more and no fewer', () => {
    const written = new Set(sources.flatMap(writtenIn));
    expect([...written].sort()).toEqual([...METRIC_NAMES].sort());
  });

  it.each(METRIC_SOURCES)('said to come from %s are written by what it brings with it', (from) => {
    const reached = reachedBy(`functions/${from}/handler.ts`);
    const writable = new Set(sources.filter(({ path }) => reached.has(path)).flatMap(writtenIn));
    const said = METRIC_NAMES.filter((name) => METRICS[name].from.includes(from));

    expect(said.length).toBeGreaterThan(1);
    expect(said.filter((name) => !writable.has(name))).toEqual([]);
  });

  it('are 200 series at most, a deployment', () => {
    expect(seriesOfAll(METRIC_NAMES)).toBe(METRIC_NAMES.length + 4 * (MOST_METRIC_RULES + 1));
    expect(seriesOfAll(METRIC_NAMES)).toBeLessThanOrEqual(MOST_SERIES);
  });

  it('of each rule are four', () => {
    expect(RULE_METRICS).toEqual(['HandedOver', 'Delayed', 'Bounced', 'Waiting']);
  });

  it('have the dimensions service and rule alone', () => {
    expect([...new Set(Object.values(METRIC_DIMENSIONS).flat())]).toEqual(['service', 'rule']);
  });

  it('have a name once, counters and gauges together', () => {
    expect(METRIC_NAMES).toHaveLength(Object.keys(COUNTERS).length + Object.keys(GAUGES).length);
  });
});

describe('the rules with series of their own', () => {
  const rule = (id: string, group = 'national') => ({ id, class: group });
  const many = Array.from({ length: 100 }, (_, at) => rule(`r${at}`));

  it('are the first of a set and its last, 30 together', () => {
    const chosen = chooseMetricRules([...many, rule('everyone-else')]);
    expect(chosen).toEqual([...many.slice(0, 29).map(({ id }) => id), 'everyone-else']);
  });

  it('are all of a small set', () => {
    expect(chooseMetricRules([rule('a'), rule('b')])).toEqual(['a', 'b']);
    expect(chooseMetricRules([])).toEqual([]);
  });

  it('are mailbox providers rather than hosters and gateways', () => {
    expect(chooseMetricRules([rule('a', 'hoster'), rule('b', 'gateway'), rule('c'), rule('d')])).toEqual([
      'c',
      'd',
    ]);
  });

  it('are never more than 30 and `other`, whatever is named and asked', () => {
    const nameOf = ruleNamesOf(many.map(({ id }) => id));
    const names = new Set([...many.map(({ id }) => id), 'x', 'mx1.example.org', ''].map(nameOf));
    expect(names.size).toBe(MOST_METRIC_RULES + 1);
    expect(names).toContain(OTHER_RULES);
  });
});
