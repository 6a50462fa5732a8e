import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { createBacklogStore } from '../../shared/aws/backlog-store.ts';
import { createDeliveryStore } from '../../shared/aws/delivery-store.ts';
import { createDoubtStore } from '../../shared/aws/doubt-store.ts';
import { createEvidenceStore } from '../../shared/aws/evidence-store.ts';
import { createMailQueue } from '../../shared/aws/mail-queue.ts';
import { createOutcomePublisher } from '../../shared/aws/outcome-publisher.ts';
import { createPageStore } from '../../shared/aws/page-store.ts';
import { createQuarantineStore } from '../../shared/aws/quarantine-store.ts';
import { createQuotaStore } from '../../shared/aws/quota-store.ts';
import { createRejectedQueue } from '../../shared/aws/rejected-queue.ts';
import { createTrialStore } from '../../shared/aws/trial-store.ts';
import { createUnknownTexts } from '../../shared/aws/unknown-texts.ts';
import { createWakeUpQueue } from '../../shared/aws/wake-up-queue.ts';
import { SILENT } from '../../shared/ports/log.ts';
import type { PortName } from '../../test/property/world/watch.ts';

/** Takes the place of an SDK's client. */
type Send = (command: { readonly input: object }) => Promise<object>;

/** The adapters that functions use, on a client that sends nothing: their commands tell what AWS would bill. */
export function adaptersOn(send: Send): Readonly<Record<Exclude<PortName, 'mailer'>, object>> {
  const client = { send } as unknown;
  const dynamodb = client as DynamoDBClient;
  const s3 = client as S3Client;
  const queue = (queueUrl: string) => ({ client: client as SQSClient, queueUrl, log: SILENT });
  return {
    quota: createQuotaStore(dynamodb, 'Quota'),
    trials: createTrialStore(dynamodb, 'Control'),
    unknownTexts: createUnknownTexts(dynamodb, 'Control'),
    backlog: createBacklogStore(dynamodb, 'Backlog'),
    pages: createPageStore(s3, 'State'),
    delivery: createDeliveryStore(dynamodb, 'Delivery'),
    doubts: createDoubtStore(dynamodb, 'Doubt'),
    quarantine: createQuarantineStore(dynamodb, 'Quarantine'),
    evidence: createEvidenceStore(dynamodb, 'Evidence'),
    deliveryQueue: createMailQueue(queue('DeliveryQueue')),
    priorityQueue: createMailQueue(queue('PriorityQueue')),
    rejected: createRejectedQueue({ ...queue('RejectedQueue'), s3, bucket: 'State' }),
    outcomes: createOutcomePublisher({ client: client as SNSClient, topicArn: 'OutcomeTopic', log: SILENT }),
    wakeUps: createWakeUpQueue(queue('WakeUpQueue')),
  };
}
