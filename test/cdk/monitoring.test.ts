import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it, test } from 'vitest';
import { GAUGES } from '../../shared/metrics/gauges.ts';
import { METRICS, type MetricName } from '../../shared/metrics/metrics.ts';
import { FEED, ownTemplate, watchedTemplates } from './support/monitoring.ts';
import { type Resource, resourcesOf } from './support/resources.ts';
import { templateOf } from './support/synth.ts';

const { pipeline, monitoring } = watchedTemplates();
const ALARM = 'AWS::CloudWatch::Alarm';
const JOINT = 'AWS::CloudWatch::CompositeAlarm';
const alarms = resourcesOf(monitoring, ALARM);
const joint = resourcesOf(monitoring, JOINT);
const runbook = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operations.md'), 'utf8');

interface Stat {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  };
  readonly Stat: string;
  readonly Unit?: string;
  readonly Period: number;
}

/** The metrics that an alarm looks at, however CloudFormation has them written. */
function statsOf({ Properties: properties }: Resource): readonly Stat[] {
  const { Metrics: metrics, Namespace, MetricName, Dimensions, Statistic, Unit, Period } = properties;
  if (metrics)
    return metrics.flatMap(({ MetricStat: stat }: { readonly MetricStat?: Stat }) => (stat ? [stat] : []));
  return [{ Metric: { Namespace, MetricName, Dimensions }, Stat: Statistic, Unit, Period }];
}

const own = (stats: readonly Stat[]) => stats.filter(({ Metric }) => Metric.Namespace === 'MxPacer');

/** What alarm goes off when, in one line each. */
const summary = Object.entries(alarms).map(([name, { Properties: alarm }]) => {
  const sign = alarm['ComparisonOperator'] === 'LessThanThreshold' ? '<' : '>=';
  const [{ Period: period } = { Period: 0 }] = statsOf({ Properties: alarm });
  return `${name} ${sign} ${alarm['Threshold']}, ${alarm['EvaluationPeriods']} x ${period} s, ${alarm['TreatMissingData']}`;
});

test('the alarms are these', () => {
  expect(summary).toEqual([
    'DeadLettersCritical >= 1, 1 x 300 s, notBreaching',
    'OutboundQueueOldWarning >= 900, 1 x 300 s, notBreaching',
    'PriorityQueueOldCritical >= 600, 1 x 300 s, notBreaching',
    'DeliveryQueueOldCritical >= 1800, 1 x 300 s, notBreaching',
    'FeedbackQueueOldWarning >= 3600, 1 x 300 s, notBreaching',
    'WillExpireCritical >= 1000, 3 x 300 s, ignore',
    'WillExpireWarning >= 1, 3 x 300 s, ignore',
    'InDoubtWarning >= 1, 1 x 300 s, notBreaching',
    'PageLostCritical >= 1, 1 x 300 s, notBreaching',
    'LostWakeUpsWarning >= 1, 3 x 300 s, notBreaching',
    'SweeperStoppedCritical < 1, 2 x 300 s, breaching',
    'SesPausedCritical >= 1, 1 x 300 s, ignore',
    'SesQuotaFullCritical >= 98, 1 x 300 s, ignore',
    'SesHoldsCritical >= 1, 1 x 300 s, ignore',
    'SesQuotaUsedWarning >= 80, 1 x 300 s, ignore',
    'SesUnderReviewWarning >= 1, 1 x 300 s, ignore',
    'BounceRateCritical >= 0.05, 1 x 3600 s, ignore',
    'BounceRateWarning >= 0.04, 1 x 3600 s, ignore',
    'ComplaintRateCritical >= 0.001, 1 x 3600 s, ignore',
    'ComplaintRateWarning >= 0.0008, 1 x 3600 s, ignore',
    'RulesBehindWarning >= 1, 12 x 300 s, ignore',
    'ReleaseHeldWarning >= 1, 12 x 300 s, ignore',
    'FunctionErrorsWarning >= 1, 3 x 300 s, notBreaching',
    'FunctionThrottlesWarning >= 1, 3 x 300 s, notBreaching',
  ]);
  expect(Object.keys(joint)).toEqual(['SesStoppedCritical']);
});

describe('with returned mail', () => {
  const { monitoring: watching } = watchedTemplates({ ...FEED, returnedMail: {} });
  const made = resourcesOf(watching, ALARM);
  const looksAt = (name: string): string => JSON.stringify(made[name]?.Properties);

  it('one alarm more says when its queue is old, and the others count its dead letters and its function', () => {
    expect(Object.keys(made).filter((name) => !(name in alarms))).toEqual(['ReturnedMailQueueOldWarning']);
    expect(looksAt('ReturnedMailQueueOldWarning')).toContain('ReturnedMailQueue');
    expect(looksAt('DeadLettersCritical')).toContain('ReturnedMailDeadLetters');
    expect(looksAt('FunctionErrorsWarning')).toContain('ReturnedMail');
    expect(looksAt('FunctionThrottlesWarning')).toContain('ReturnedMail');
  });

  it('saved queries ask its log, the dashboard shows its queue, and the runbook has its section', () => {
    const queries = Object.values(resourcesOf(watching, 'AWS::Logs::QueryDefinition'));
    expect(queries.map((query) => JSON.stringify(query).includes('ReturnedMailLog'))).not.toContain(false);
    const [board] = Object.values(resourcesOf(watching, 'AWS::CloudWatch::Dashboard'));
    expect(JSON.stringify(board)).toContain('ReturnedMailQueue');
    expect(runbook).toContain('### Returned mail queue old');
  });
});

describe('an alarm on a metric of ours', () => {
  const looking = Object.entries(alarms).flatMap(([name, alarm]) =>
    own(statsOf(alarm)).map((stat) => [name, stat, alarm] as const),
  );

  it.each(looking)(
    '%s asks for one that is written, by its unit and its dimension',
    (_name, { Metric, Unit }) => {
      const metric = METRICS[Metric.MetricName as MetricName];
      expect(metric?.unit).toBe(Unit);
      expect(Metric.Dimensions).toEqual([{ Name: 'service', Value: 'MxPacer' }]);
    },
  );

  it.each(looking)(
    '%s adds up counters and never gauges, and knows what no data means',
    (_name, { Metric, Stat }, alarm) => {
      const isGauge = Metric.MetricName in GAUGES;
      expect(Stat === 'Sum').toBe(!isGauge);
      const expected = isGauge ? 'ignore' : Metric.MetricName === 'Swept' ? 'breaching' : 'notBreaching';
      expect(alarm.Properties['TreatMissingData']).toBe(expected);
    },
  );
});

describe('whoever gets an alarm', () => {
  const texts = Object.entries({ ...alarms, ...joint }).map(
    ([name, { Properties: alarm }]) => [name, String(alarm['AlarmDescription'])] as const,
  );
  /** As GitHub makes anchors of headings. */
  const anchors = new Set(
    [...runbook.matchAll(/^#{2,4} (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  const sectionOf = (text: string) => /docs\/operations\.md#([a-z-]+)$/.exec(text)?.[1] ?? '';

  it.each(texts)('%s reads its severity, what it means, and a section that is there', (name, text) => {
    expect(text.startsWith(name.endsWith('Critical') ? 'CRITICAL: ' : 'WARNING: ')).toBe(true);
    expect(text.length).toBeLessThanOrEqual(1_024);
    expect(anchors).toContain(sectionOf(text));
  });

  it('finds no section of an alarm that there is not', () => {
    const [, chapter = ''] = /\n## Alarms\n([\s\S]*?)\n## /.exec(runbook) ?? [];
    const headings = [...chapter.matchAll(/^#{3,4} (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    const expected = new Set([...texts.map(([, text]) => sectionOf(text)), 'returned-mail-queue-old']);
    expect([...headings].sort()).toEqual([...expected].sort());
  });
});

describe('alarms tell', () => {
  const silent = (one: Resource) =>
    one.Properties['AlarmActions'] === undefined && one.Properties['OKActions'] === undefined;

  it('NoticeTopic, when they go off and when they are over, but for the parts of a joint one', () => {
    const quiet = Object.entries({ ...alarms, ...joint }).filter(([, one]) => silent(one));
    expect(quiet.map(([name]) => name)).toEqual([
      'SesPausedCritical',
      'SesQuotaFullCritical',
      'SesHoldsCritical',
    ]);
    for (const one of Object.values({ ...alarms, ...joint })) {
      if (silent(one)) continue;
      expect(JSON.stringify(one.Properties['AlarmActions'])).toContain('NoticeTopic');
      expect(one.Properties['OKActions']).toEqual(one.Properties['AlarmActions']);
    }
  });

  it('by one joint alarm what would otherwise be told three times', () => {
    const rule = JSON.stringify(joint['SesStoppedCritical']?.Properties['AlarmRule']);
    for (const part of ['SesPausedCritical', 'SesQuotaFullCritical', 'SesHoldsCritical'])
      expect(rule).toContain(part);
  });

  it('another topic for a severity that has one', () => {
    const template = ownTemplate((stack) => ({ topics: { critical: new Topic(stack, 'Pager') } }));
    const toldBy = Object.entries(resourcesOf(template, ALARM)).flatMap(([name, { Properties: alarm }]) =>
      JSON.stringify(alarm['AlarmActions'] ?? '').includes('Pager') ? [name] : [],
    );
    expect(toldBy.length).toBeGreaterThan(5);
    expect(toldBy.filter((name) => !name.endsWith('Critical'))).toEqual([]);
  });
});

describe('a team', () => {
  it('replaces a threshold whole, or takes an alarm away, and keeps the others', () => {
    const template = ownTemplate(() => ({
      thresholds: { willExpireMails: { warning: 50 }, functionThrottles: {} },
    }));
    const made = resourcesOf(template, ALARM);
    expect(made['WatchWillExpireWarning']?.Properties['Threshold']).toBe(50);
    expect(made).not.toHaveProperty('WatchWillExpireCritical');
    expect(made).not.toHaveProperty('WatchFunctionThrottlesWarning');
    expect(Object.keys(made)).toHaveLength(summary.length - 2);
  });

  it('has its own runbook named', () => {
    const template = ownTemplate(() => ({ runbook: 'https://wiki.test/pacer' }));
    const [one] = Object.values(resourcesOf(template, ALARM));
    expect(one?.Properties['AlarmDescription']).toMatch(/https:\/\/wiki\.test\/pacer#dead-letters$/);
  });

  it('without a feed hears nothing of rules', () => {
    const names = Object.keys(resourcesOf(watchedTemplates({}).monitoring, ALARM));
    expect(names.filter((name) => /Rules|Release/.test(name))).toEqual([]);
    expect(names).toHaveLength(summary.length - 2);
  });
});

describe('the stack that watches', () => {
  it('holds up no change of the pipeline: no export, and no import', () => {
    expect(JSON.stringify(pipeline.toJSON())).not.toContain('"Export"');
    expect(JSON.stringify(monitoring.toJSON())).not.toContain('Fn::ImportValue');
    expect(JSON.stringify(monitoring.toJSON())).toContain('Fn::GetStackOutput');
  });

  it('refers to its own resources alone where the pacer is in it', () => {
    expect(JSON.stringify(ownTemplate().toJSON())).not.toMatch(/Fn::(ImportValue|GetStackOutput)/);
  });

  it('changes nothing of the pipeline but its outputs', () => {
    const { Outputs: watched, ...rest } = pipeline.toJSON();
    const { Outputs: outputs, ...alone } = templateOf(FEED).toJSON();
    expect(watched).toMatchObject(outputs);
    expect(rest).toEqual(alone);
  });

  it('asks in metric math no longer than CloudWatch takes', () => {
    const expressions = JSON.stringify(monitoring.toJSON()).matchAll(/"Expression":"([^"]*)"/g);
    expect([...expressions].filter(([, text = '']) => text.length > 2_048)).toEqual([]);
  });

  it('is as it was reviewed', async () => {
    await expect(`${JSON.stringify(monitoring.toJSON(), undefined, 2)}\n`).toMatchFileSnapshot(
      'monitoring.template.snap',
    );
  });
});
