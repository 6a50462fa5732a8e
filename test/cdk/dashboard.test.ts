import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAVED_QUERIES } from '../../cdk/monitoring/saved-queries.ts';
import { metricsPage } from '../../scripts/metrics-page.ts';
import { GAUGES } from '../../shared/metrics/gauges.ts';
import { METRICS, type MetricName } from '../../shared/metrics/metrics.ts';
import { watchedTemplates } from './support/monitoring.ts';
import { resourcesOf } from './support/resources.ts';

const { monitoring } = watchedTemplates();
const docs = (name: string) => readFileSync(join(import.meta.dirname, '..', '..', 'docs', name), 'utf8');

interface Widget {
  readonly type: string;
  readonly y: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly metrics?: readonly (readonly unknown[])[];
    readonly annotations?: { readonly horizontal?: readonly { readonly value: number }[] };
  };
}

/** The dashboard with a name in place of each reference. */
function widgets(): readonly Widget[] {
  const [board] = Object.values(resourcesOf(monitoring, 'AWS::CloudWatch::Dashboard'));
  const parts: readonly unknown[] = board?.Properties['DashboardBody']['Fn::Join'][1];
  return JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'NAME')).join('')).widgets;
}

const all = widgets();
const titles = all.flatMap(({ properties }) => properties.title ?? []);
const texts = all.flatMap(({ properties }) => properties.markdown ?? []);
const linesOf = (title: string) =>
  (all.find(({ properties }) => properties.title === title)?.properties.annotations?.horizontal ?? []).map(
    ({ value }) => value,
  );

describe('the dashboard', () => {
  it('is read top-down: alarms, flow, waiting, failures, reputation, rules, cost', () => {
    const headings = texts.map((text) => /^#+ ([^\n:]+)/.exec(text)?.[1]);
    expect(headings).toEqual([
      'MX Pacer',
      'Is mail flowing?',
      'What waits, and how long?',
      'What fails, and why?',
      'Reputation',
      'Rules',
      'Cost today',
    ]);
    expect([...all].sort((one, other) => one.y - other.y)).toEqual(all);
    expect(titles.slice(0, 2)).toEqual(['Critical: act now', 'Warning: act today']);
  });

  it("draws SES's lines", () => {
    expect(linesOf('Bounce rate')).toEqual([0.05, 0.1]);
    expect(linesOf('Complaint rate')).toEqual([0.001, 0.005]);
  });

  it('shows metrics of ours that are written, counters added up and gauges not', () => {
    const shown = all.flatMap(({ properties }) =>
      (properties.metrics ?? []).filter(([namespace]) => namespace === 'MxPacer'),
    );
    expect(shown.length).toBeGreaterThan(20);
    for (const [, name, dimension, service, options] of shown) {
      expect(METRICS, String(name)).toHaveProperty(String(name));
      expect([dimension, service]).toEqual(['service', 'MxPacer']);
      const { stat } = options as { readonly stat?: string };
      expect(stat === 'Sum', String(name)).toBe(!(String(name) in GAUGES));
    }
  });

  it('searches the rules of four metrics by rule, of this stack alone', () => {
    const searches = JSON.stringify(all).matchAll(
      /SEARCH\('\{MxPacer,service,rule\} service=\\+"MxPacer\\+" MetricName=\\+"(\w+)\\+"'/g,
    );
    const names = [...searches].map(([, name = '']) => name);
    expect(names.sort()).toEqual(['Bounced', 'Delayed', 'HandedOver', 'Waiting']);
    expect(names.every((name) => METRICS[name as MetricName].byRule)).toBe(true);
  });

  it('says of the cost that it is an estimate', () => {
    expect(texts.at(-1)).toContain('An estimate');
  });
});

describe('saved queries', () => {
  const saved = Object.values(resourcesOf(monitoring, 'AWS::Logs::QueryDefinition'));

  it('ask the logs of every function, under the name of the stack', () => {
    expect(saved).toHaveLength(SAVED_QUERIES.length);
    for (const { Properties: query } of saved) {
      expect(query['Name']).toMatch(/^MX Pacer\/MxPacer\//);
      expect(query['LogGroupNames']).toHaveLength(5);
    }
  });

  it('ask for fields that a failed mail has in its line', () => {
    const source = docs('../shared/outcome/watch-outcomes.ts');
    const known = new Set([...source.matchAll(/^ {4}(\w+)(?:: \w+)?,$/gm)].map(([, name = '']) => name));
    expect(known).toContain('mailId');
    for (const { lines } of SAVED_QUERIES) {
      if (!lines.some((line) => line.includes('"mail failed"'))) continue;
      const [, grouped = ''] =
        / by (.+)$/.exec(
          lines
            .join('\n')
            .split('\n')
            .find((line) => line.startsWith('stats')) ?? '',
        ) ?? [];
      for (const field of grouped.split(', ')) expect(known, field).toContain(field);
    }
  });

  it('are told in the runbook', () => {
    for (const { title } of SAVED_QUERIES) expect(docs('operations.md')).toContain(`| ${title} |`);
  });
});

describe('what an operator reads', () => {
  it('is the page of metrics that the code makes', () => {
    expect(docs('metrics.md')).toBe(metricsPage());
  });
});
