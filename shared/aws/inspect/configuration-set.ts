import {
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetDedicatedIpPoolCommand,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';

/** Where a set's events go. */
export interface EventDestinationState {
  readonly enabled: boolean;
  readonly topicArn?: string;
  readonly events: readonly string[];
}

/** A configuration set as SES has it. */
export interface ConfigurationSetState {
  readonly name: string;
  /** Absent: SES knows none of this name. */
  readonly found?: {
    readonly sendingEnabled: boolean;
    readonly reputationMetrics: boolean;
    readonly suppressedReasons: readonly string[];
    readonly destinations: readonly EventDestinationState[];
    /** The dedicated IP pool that it names, and whether there is one. */
    readonly ipPool?: { readonly name: string; readonly exists: boolean };
  };
}

async function ifFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

async function ipPoolOf(client: SESv2Client, name: string | undefined) {
  if (name === undefined) return {};
  const pool = await ifFound(client.send(new GetDedicatedIpPoolCommand({ PoolName: name })));
  return { ipPool: { name, exists: pool !== undefined } };
}

/** Reads one set; `destinations` of all types, those of SNS with their topic. */
export async function inspectConfigurationSet(
  client: SESv2Client,
  name: string,
): Promise<ConfigurationSetState> {
  const set = await ifFound(client.send(new GetConfigurationSetCommand({ ConfigurationSetName: name })));
  if (!set) return { name };
  const { EventDestinations = [] } = await client.send(
    new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name }),
  );
  const destinations = EventDestinations.map(({ Enabled, MatchingEventTypes, SnsDestination }) => ({
    enabled: Enabled === true,
    events: MatchingEventTypes ?? [],
    ...(SnsDestination?.TopicArn ? { topicArn: SnsDestination.TopicArn } : {}),
  }));
  return {
    name,
    found: {
      sendingEnabled: set.SendingOptions?.SendingEnabled !== false,
      reputationMetrics: set.ReputationOptions?.ReputationMetricsEnabled === true,
      suppressedReasons: set.SuppressionOptions?.SuppressedReasons ?? [],
      destinations,
      ...(await ipPoolOf(client, set.DeliveryOptions?.SendingPoolName)),
    },
  };
}
