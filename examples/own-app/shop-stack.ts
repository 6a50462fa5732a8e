import { type App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { MxPacer, MxPacerMonitoring } from 'mx-pacer/cdk';

/** A shop that sends a welcome mail, wants to know of mails that failed, and has its operators called. */
export class ShopStack extends Stack {
  constructor(app: App, id: string) {
    super(app, id);
    const pacer = new MxPacer(this, 'Mail', {
      identity: ['news.example.com'],
      pools: { news: { level: 'slow' } },
    });

    const welcome = new LambdaFunction(this, 'Welcome', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'welcome.handler',
      code: Code.fromAsset(import.meta.dirname, { exclude: ['**', '!welcome.mjs'] }),
      environment: { QUEUE_URL: pacer.priorityQueue.queueUrl },
    });
    pacer.priorityQueue.grantSendMessages(welcome);

    const failures = new Queue(this, 'Failures', { enforceSSL: true });
    pacer.outcomeTopic.addSubscription(
      new SqsSubscription(failures, {
        rawMessageDelivery: true,
        filterPolicy: { type: SubscriptionFilter.stringFilter({ allowlist: ['bounced', 'undeliverable'] }) },
      }),
    );

    const pager = new Topic(this, 'Pager', { enforceSSL: true });
    new MxPacerMonitoring(this, 'Watch', {
      pacer,
      topics: { critical: pager },
      thresholds: { willExpireMails: { warning: 50 } },
    });
  }
}
