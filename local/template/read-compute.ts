import { join } from 'node:path';
import type { Identity } from './identity.ts';
import type { Properties } from './properties.ts';
import type { EventSourceMapping, FunctionModel, Schedule } from './stack.ts';

/** Defaults are those of Lambda: 3 s, 128 MB. The asset's folder follows from its key `<hash>.zip`. */
export function readFunction(
  name: string,
  { attributes }: Identity,
  properties: Properties,
  assemblyDir: string,
): FunctionModel {
  const hash = properties
    .object('Code')
    .text('S3Key')
    .replace(/\.zip$/, '');
  const variables = properties.object('Environment').record('Variables');
  return {
    name,
    arn: attributes['Arn'] ?? '',
    assetDir: join(assemblyDir, `asset.${hash}`),
    handler: properties.text('Handler', 'index.handler'),
    timeoutSeconds: properties.number('Timeout', 3),
    memoryMb: properties.number('MemorySize', 128),
    environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
  };
}

/** A function is named by its name or by its Arn. */
const functionNameOf = (reference: string): string => reference.slice(reference.lastIndexOf(':') + 1);

/** Defaults are those of Lambda: batches of 10, no window. */
export function readMapping(properties: Properties): EventSourceMapping {
  const maxConcurrency = properties.object('ScalingConfig').optionalNumber('MaximumConcurrency');
  return {
    functionName: functionNameOf(properties.text('FunctionName')),
    queueArn: properties.text('EventSourceArn'),
    batchSize: properties.number('BatchSize', 10),
    windowSeconds: properties.number('MaximumBatchingWindowInSeconds', 0),
    reportsBatchItemFailures: properties.texts('FunctionResponseTypes').includes('ReportBatchItemFailures'),
    ...(maxConcurrency === undefined ? {} : { maxConcurrency }),
  };
}

/** A rule of EventBridge may have several targets, a schedule of EventBridge Scheduler has one. */
export function readSchedules(name: string, properties: Properties): readonly Schedule[] {
  const expression = properties.optionalText('ScheduleExpression');
  if (expression === undefined) return [];
  const targets = properties.has('Target') ? [properties.object('Target')] : properties.list('Targets');
  return targets.map((target) => ({ name, expression, functionName: functionNameOf(target.text('Arn')) }));
}
