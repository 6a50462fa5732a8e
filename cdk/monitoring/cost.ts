import { Duration } from 'aws-cdk-lib';
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { functionMetric, ownMetric, queueMetric, tableMetric } from './metric-factory.ts';
import { PRICES } from './prices.ts';
import type { Watched } from './watched.ts';

/** From midnight UTC on: CloudWatch's days begin there. */
const DAY = Duration.days(1);
const SUM = { statistic: 'Sum', period: DAY } as const;

interface Item {
  readonly metric: Metric;
  /** Dollars for each unit of the metric. */
  readonly price: number;
}

/** Plain digits: metric math knows no exponents. */
const digits = (price: number): string => price.toFixed(15).replace(/0+$/, '');

/** What the items cost, those without data nothing. */
function costOf(label: string, prefix: string, items: readonly Item[]): MathExpression {
  const named = items.map(({ metric, price }, at) => ({ name: `${prefix}${at}`, metric, price }));
  return new MathExpression({
    expression: named.map(({ name, price }) => `FILL(${name},0)*${digits(price)}`).join('+'),
    usingMetrics: Object.fromEntries(named.map(({ name, metric }) => [name, metric])),
    label,
    period: DAY,
  });
}

const lambdaItems = ({ functions }: Watched): readonly Item[] =>
  functions.flatMap((fn) => [
    { metric: functionMetric(fn, 'Invocations', SUM), price: PRICES.lambdaRequest },
    {
      metric: functionMetric(fn, 'Duration', SUM),
      price: (fn.memoryMegabytes / 1_024 / 1_000) * PRICES.lambdaGigabyteSecond,
    },
  ]);

const dynamodbItems = ({ tables }: Watched): readonly Item[] =>
  tables.flatMap((table) => [
    { metric: tableMetric(table, 'ConsumedWriteCapacityUnits', SUM), price: PRICES.dynamodbWriteUnit },
    { metric: tableMetric(table, 'ConsumedReadCapacityUnits', SUM), price: PRICES.dynamodbReadUnit },
  ]);

/** Messages a request: batches of ten at best. SQS counts messages, and bills requests. */
const MESSAGES_A_REQUEST = 10;

const sqsItems = ({ queues }: Watched): readonly Item[] =>
  Object.values(queues).flatMap((queue) => [
    ...['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted'].map((metricName) => ({
      metric: queueMetric(queue, metricName, SUM),
      price: PRICES.sqsRequest / MESSAGES_A_REQUEST,
    })),
    { metric: queueMetric(queue, 'NumberOfEmptyReceives', SUM), price: PRICES.sqsRequest },
  ]);

/** Today's cost by service, an estimate in dollars: what CloudWatch counted, at list prices. */
export const costToday = (watched: Watched): readonly MathExpression[] => [
  costOf('SES, $', 'e', [{ metric: ownMetric(watched, 'HandedOver', SUM), price: PRICES.sesMail }]),
  costOf('Lambda, $', 'l', lambdaItems(watched)),
  costOf('DynamoDB, $', 'd', dynamodbItems(watched)),
  costOf('SQS, $', 'q', sqsItems(watched)),
];
