/**
 * Stands in for DynamoDB's endpoint discovery: off unless a deployment asks for it by AWS_ENABLE_ENDPOINT_DISCOVERY, which
 * ours does not, and then without effect: DynamoDB's own regional endpoint is used.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};

export const resolveEndpointDiscoveryConfig = <T>(config: T): T => config;
