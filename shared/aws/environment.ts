/** The functions' environment variables, by the name that the code uses; the stack sets those that a function needs. */
const VARIABLES = {
  settings: 'MXP_SETTINGS',
  quotaTable: 'MXP_QUOTA_TABLE',
  backlogTable: 'MXP_BACKLOG_TABLE',
  deliveryTable: 'MXP_DELIVERY_TABLE',
  controlTable: 'MXP_CONTROL_TABLE',
  doubtTable: 'MXP_DOUBT_TABLE',
  quarantineTable: 'MXP_QUARANTINE_TABLE',
  evidenceTable: 'MXP_EVIDENCE_TABLE',
  addressSecretArn: 'MXP_ADDRESS_SECRET_ARN',
  bucket: 'MXP_BUCKET',
  priorityQueueArn: 'MXP_PRIORITY_QUEUE_ARN',
  priorityQueueUrl: 'MXP_PRIORITY_QUEUE_URL',
  wakeUpQueueArn: 'MXP_WAKE_UP_QUEUE_ARN',
  wakeUpQueueUrl: 'MXP_WAKE_UP_QUEUE_URL',
  deliveryQueueUrl: 'MXP_DELIVERY_QUEUE_URL',
  rejectedQueueUrl: 'MXP_REJECTED_QUEUE_URL',
  outcomeTopicArn: 'MXP_OUTCOME_TOPIC_ARN',
  noticeTopicArn: 'MXP_NOTICE_TOPIC_ARN',
  feedUrl: 'MXP_FEED_URL',
  feedKeys: 'MXP_FEED_KEYS',
  rulesTrialShare: 'MXP_RULES_TRIAL_SHARE',
} as const;

export type VariableName = keyof typeof VARIABLES;

/** `process.env`, or a test's own. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A function was deployed without what it needs, or with something unreadable. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
}

/** The variables of these names; throws an EnvironmentError that lists every one that is missing or empty. */
export function readEnvironment<N extends VariableName>(
  variables: Variables,
  ...names: readonly N[]
): Readonly<Record<N, string>> {
  const missing = names.filter((name) => !variables[VARIABLES[name]]).map((name) => VARIABLES[name]);
  if (missing.length > 0)
    throw new EnvironmentError(
      `environment variables not set: ${missing.join(', ')}; the stack sets them, deploy it again`,
    );
  return Object.fromEntries(names.map((name) => [name, variables[VARIABLES[name]]])) as Record<N, string>;
}

/** DNS servers to ask instead of the system's, `address:port` each; undefined when MXP_DNS_SERVERS is not set. */
export function readDnsServers(variables: Variables): readonly string[] | undefined {
  const servers = (variables['MXP_DNS_SERVERS'] ?? '').split(',').map((server) => server.trim());
  const named = servers.filter((server) => server !== '');
  return named.length > 0 ? named : undefined;
}
