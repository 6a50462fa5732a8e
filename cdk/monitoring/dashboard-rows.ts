import {
  Color,
  GraphWidget,
  type HorizontalAnnotation,
  type IMetric,
  type IWidget,
  Row,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { costToday } from './cost.ts';
import { byRule, functionMetric, ownMetric, queueMetric, reputationMetric } from './metric-factory.ts';
import type { Watched } from './watched.ts';

/** CloudWatch's grid has 24 columns; a row here is six squares high. */
const HEIGHT = 6;
const TEXT_WIDTH = 4;

const text = (markdown: string): IWidget => new TextWidget({ markdown, width: TEXT_WIDTH, height: HEIGHT });

function graph(
  title: string,
  left: readonly IMetric[],
  {
    width = 5,
    lines = [],
  }: { readonly width?: number; readonly lines?: readonly HorizontalAnnotation[] } = {},
): IWidget {
  const leftAnnotations = [...lines];
  return new GraphWidget({
    title,
    left: [...left],
    leftAnnotations,
    leftYAxis: { min: 0 },
    width,
    height: HEIGHT,
  });
}

const sum = { statistic: 'Sum' } as const;
const most = { statistic: 'Maximum' } as const;

/** Is mail flowing? */
export const flowRow = (watched: Watched): IWidget =>
  new Row(
    text(
      '## Is mail flowing?\n`HandedOver` follows `Dispatched` within a minute. If it is zero while mail waits: `mxp status` names pauses and holds.',
    ),
    graph('Mails, 5 min', [
      ownMetric(watched, 'Dispatched', sum),
      ownMetric(watched, 'HandedOver', sum),
      ownMetric(watched, 'Returned', sum),
    ]),
    graph('Handed over by rule, 5 min', [byRule(watched, 'HandedOver', 'Sum')]),
    graph('What keeps mail back', [
      ownMetric(watched, 'Holds', most),
      ownMetric(watched, 'Pauses', most),
      ownMetric(watched, 'SesPaused', most),
    ]),
    graph('Runs of the sweeper, 5 min', [ownMetric(watched, 'Swept', sum)]),
  );

/** What waits, and how long? */
export const waitingRow = (watched: Watched): IWidget => {
  const { wakeUp: _, ...queues } = watched.queues;
  return new Row(
    text(
      '## What waits, and how long?\nA backlog is normal; `WillExpire` is not. `mxp status` lists the keys, the longest to drain first; `mxp level set` gives more.',
    ),
    graph('Waiting by rule', [byRule(watched, 'Waiting', 'Maximum')]),
    graph('Time to drain, s', [ownMetric(watched, 'TimeToDrain', most)]),
    graph('Waiting, and what will expire', [
      ownMetric(watched, 'Waiting', most),
      ownMetric(watched, 'WillExpire', most),
    ]),
    graph(
      'Oldest message of a queue, s',
      Object.values(queues).map((queue) => queueMetric(queue, 'ApproximateAgeOfOldestMessage', most)),
    ),
  );
};

/** What fails, and why? */
export const failureRow = (watched: Watched): IWidget =>
  new Row(
    text(
      '## What fails, and why?\nLogs Insights has saved queries: *failures by reason*, *by MX host*, *a mail*. `mxp explain MAIL` tells all of one mail. Dead letters: docs/operations.md.',
    ),
    graph('Bounced by rule, 5 min', [byRule(watched, 'Bounced', 'Sum')]),
    graph('Delayed by rule, 5 min', [byRule(watched, 'Delayed', 'Sum')]),
    graph(
      'Ended otherwise, 5 min',
      (['Suppressed', 'Undeliverable', 'Expired', 'Invalid', 'RefusedBySes', 'InDoubt'] as const).map(
        (name) => ownMetric(watched, name, sum),
      ),
    ),
    graph('Dead letters, errors', [
      ...watched.deadLetters.map((queue) => queueMetric(queue, 'ApproximateNumberOfMessagesVisible', most)),
      ...watched.functions.map((fn) =>
        functionMetric(fn, 'Errors', { statistic: 'Sum', label: `${fn.id} errors` }),
      ),
    ]),
  );

/** SES's own lines (SES Developer Guide, "Sending review process FAQs"). */
const line = (value: number, label: string, color: string): HorizontalAnnotation => ({ value, label, color });

/** Reputation, against SES's lines. */
export const reputationRow = (watched: Watched): IWidget =>
  new Row(
    text(
      '## Reputation\nOf the whole account. At the orange line SES reviews it, at the red one it may pause it. Stop the campaign with `mxp pause --campaign NAME` before.',
    ),
    graph('Bounce rate', [reputationMetric('Reputation.BounceRate')], {
      lines: [line(0.05, 'review 5 %', Color.ORANGE), line(0.1, 'pause 10 %', Color.RED)],
    }),
    graph('Complaint rate', [reputationMetric('Reputation.ComplaintRate')], {
      lines: [line(0.001, 'review 0.1 %', Color.ORANGE), line(0.005, 'pause 0.5 %', Color.RED)],
    }),
    graph('SES quota of 24 h, %', [ownMetric(watched, 'SesQuotaUsed', most)], {
      lines: [line(100, 'all mail waits', Color.RED)],
    }),
    graph('Complaints, quarantined, 5 min', [
      ownMetric(watched, 'Complained', sum),
      ownMetric(watched, 'Quarantined', sum),
    ]),
  );

/** Which rules are in force, and how old they are. */
export const rulesRow = (watched: Watched): IWidget =>
  new Row(
    text(
      '## Rules\n`mxp rules history` names the version in force; `mxp rules diff held` what a held release would change; `mxp rules rollback` goes back.',
    ),
    graph(
      'Age of the rules in force, and of the last look at the feed, s',
      [ownMetric(watched, 'RulesAge', most), ownMetric(watched, 'RulesCheckedAge', most)],
      { width: 10 },
    ),
    graph('Behind, held', [ownMetric(watched, 'RulesBehind', most), ownMetric(watched, 'ReleaseHeld', most)]),
    graph('Rule sets put in force, withdrawn', [
      ownMetric(watched, 'RulesActivated', sum),
      ownMetric(watched, 'RulesWithdrawn', sum),
    ]),
  );

/** What today has cost so far. */
export const costRow = (watched: Watched): IWidget =>
  new Row(
    text(
      '## Cost today\nAn estimate since midnight UTC: what was counted, at the list prices of us-east-1 and ten messages a request. The bill knows better. Logs, S3, SNS and CloudWatch are not in it.',
    ),
    new SingleValueWidget({
      title: 'Dollars since midnight UTC, estimated',
      metrics: [...costToday(watched)],
      setPeriodToTimeRange: false,
      width: 20,
      height: HEIGHT,
    }),
  );
