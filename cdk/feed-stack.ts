import { type App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { createFeedBucket } from './constructs/feed-bucket.ts';
import { createPublicFeed } from './constructs/public-feed.ts';
import type { FeedParameters } from './feed-parameters.ts';

/** What the stack is made from; `stackName` and `env` as in every stack. */
export interface DeliverabilityStackProps extends StackProps {
  readonly feed: FeedParameters;
}

/** The deliverability instance: where the feed of rules lies and who may read it; `mxp feed publish` fills it. */
export class DeliverabilityStack extends Stack {
  constructor(app: App, id: string, { feed, ...props }: DeliverabilityStackProps) {
    super(app, id, {
      description: 'MX Pacer: publishes the rules that other deployments refresh from',
      analyticsReporting: false,
      ...props,
    });
    const bucket = createFeedBucket(this, feed.readers);
    const front = feed.public ? createPublicFeed(this, bucket, feed.domain) : undefined;
    const url = front
      ? `https://${feed.domain?.name ?? front.distributionDomainName}/`
      : `s3://${bucket.bucketName}/`;
    const outputs: readonly (readonly [name: string, value: string, description: string])[] = [
      ['FeedBucketName', bucket.bucketName, 'For mxp feed publish'],
      ['FeedUrl', url, 'What deployments that refresh from this feed are told'],
      ...(front
        ? [['FeedHost', front.distributionDomainName, 'What a name of your own points to'] as const]
        : []),
    ];
    for (const [name, value, description] of outputs) new CfnOutput(this, name, { value, description });
  }
}
