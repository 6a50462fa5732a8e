import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Watched } from './watched.ts';

/** A question to the logs (CloudWatch Logs Insights); lines of the query language. */
export interface SavedQuery {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
}

export const SAVED_QUERIES: readonly SavedQuery[] = [
  {
    id: 'Mail',
    title: 'what happened to a mail',
    lines: [
      'fields @timestamp, message, outcome, reason, rule, mx, text, @log',
      'filter mailId = "WRITE THE ID HERE"',
      'sort @timestamp asc',
    ],
  },
  {
    id: 'ByReason',
    title: 'failures by reason',
    lines: [
      'filter message = "mail failed"',
      'stats count(*) as mails by outcome, type, reason, blame, bounceRule',
      'sort mails desc',
    ],
  },
  {
    id: 'ByMxHost',
    title: 'failures by MX host',
    lines: [
      'filter message = "mail failed" and ispresent(mx)',
      'stats count(*) as mails by mx, rule, outcome, reason',
      'sort mails desc',
      'limit 100',
    ],
  },
  {
    id: 'Words',
    title: 'what MX hosts say',
    lines: [
      'filter message = "mail failed" and ispresent(text)',
      'stats count(*) as mails, latest(mailId) as example by rule, outcome, text',
      'sort mails desc',
      'limit 100',
    ],
  },
  {
    id: 'SlowBatches',
    title: 'slow batches',
    lines: [
      'filter @type = "REPORT"',
      'fields @timestamp, @duration, @billedDuration, @initDuration, @maxMemoryUsed / 1000000 as megabytes, @requestId, @log',
      'sort @duration desc',
      'limit 50',
    ],
  },
  {
    id: 'TopErrors',
    title: 'top errors and warnings',
    lines: [
      'filter level in ["WARN", "ERROR"] or @message like /Task timed out|Runtime\\.|ERROR\\tInvoke Error/',
      'stats count(*) as lines, latest(@timestamp) as last by message, cause, @log',
      'sort lines desc',
      'limit 50',
    ],
  },
  {
    id: 'Batches',
    title: 'batches of the sender',
    lines: [
      'filter message = "sent"',
      'stats sum(messages) as mails, sum(done) as done, sum(returned) as returned, sum(again) as again, sum(left) as left by bin(5m)',
    ],
  },
];

/** Saves the questions, for the logs of all functions. */
export function createSavedQueries(scope: Construct, { service, functions }: Watched): void {
  for (const { id, title, lines } of SAVED_QUERIES)
    new CfnQueryDefinition(scope, `Query${id}`, {
      name: `MX Pacer/${service}/${title}`,
      queryString: lines.join('\n| '),
      logGroupNames: functions.map(({ logGroup }) => logGroup),
    });
}
