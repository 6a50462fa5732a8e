import { encodeSettings } from '../../shared/settings/codec.ts';
import { SETTINGS } from '../../test/support/settings.ts';

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:123456789012:${name}`;

const SERVICES = ['SQS', 'SNS', 'S3', 'DYNAMODB', 'SESV2', 'SECRETS_MANAGER'];

/** What Lambda and the stack put into a function's environment, all services being at one address. */
export const environmentAt = (url: string, dnsServer: string): Readonly<Record<string, string>> => ({
  PATH: process.env['PATH'] ?? '',
  TZ: 'UTC',
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
  MXP_DNS_SERVERS: dnsServer,
  MXP_SETTINGS: JSON.stringify(encodeSettings(SETTINGS)),
  MXP_QUOTA_TABLE: 'Quota',
  MXP_BACKLOG_TABLE: 'Backlog',
  MXP_DELIVERY_TABLE: 'Delivery',
  MXP_CONTROL_TABLE: 'Control',
  MXP_DOUBT_TABLE: 'Doubt',
  MXP_QUARANTINE_TABLE: 'Quarantine',
  MXP_EVIDENCE_TABLE: 'Evidence',
  MXP_ADDRESS_SECRET_ARN: arn('secretsmanager', 'secret:address'),
  MXP_BUCKET: 'state',
  MXP_PRIORITY_QUEUE_ARN: arn('sqs', 'Priority'),
  MXP_WAKE_UP_QUEUE_ARN: arn('sqs', 'WakeUp'),
  MXP_PRIORITY_QUEUE_URL: `${url}/123456789012/Priority`,
  MXP_WAKE_UP_QUEUE_URL: `${url}/123456789012/WakeUp`,
  MXP_DELIVERY_QUEUE_URL: `${url}/123456789012/Delivery`,
  MXP_REJECTED_QUEUE_URL: `${url}/123456789012/Rejected`,
  MXP_OUTCOME_TOPIC_ARN: arn('sns', 'Outcome'),
  MXP_NOTICE_TOPIC_ARN: arn('sns', 'Notice'),
  MXP_FEED_URL: 's3://feed/rules',
  MXP_FEED_KEYS: 'ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  MXP_RULES_TRIAL_SHARE: '0',
});
