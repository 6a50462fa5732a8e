import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { createFeedbackReader } from './feedback-reader.ts';
import type { Pipeline } from './pipeline.ts';

/** Reads the events of SES. 512 MB, for a batch is a hundred replies to match against all rules and CPU comes with memory. */
export const createBounce = (scope: Construct, pipeline: Pipeline): LambdaFunction =>
  createFeedbackReader(scope, 'Bounce', pipeline, {
    from: 'FeedbackQueue',
    queue: pipeline.queues.feedback,
    memoryMegabytes: 512,
  });
