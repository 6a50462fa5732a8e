import type { Endpoints } from '../endpoints.ts';
import type { FunctionModel } from '../template/stack.ts';

/**
 * The environment of a function: its own from the template, what Lambda adds, and the local endpoints under the names
 * that the AWS SDK reads. Nothing of the engine's own environment but PATH gets in.
 */
export function functionEnvironment(
  model: FunctionModel,
  endpoints: Endpoints,
): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    TZ: 'UTC',
    AWS_REGION: endpoints.region,
    AWS_DEFAULT_REGION: endpoints.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_LAMBDA_FUNCTION_NAME: model.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memoryMb),
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
    AWS_ENDPOINT_URL_SNS: endpoints.sns,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_SESV2: endpoints.ses,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secrets,
    ...(endpoints.dnsServers === undefined ? {} : { MXP_DNS_SERVERS: endpoints.dnsServers }),
    ...model.environment,
  };
}
