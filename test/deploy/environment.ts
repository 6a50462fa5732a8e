import { delimiter, dirname, join } from 'node:path';
import { PROJECT_ROOT } from './run-command.ts';

/** MiniStack's own account; a deployment of nobody. */
export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** Node 24 and the project's commands first: MiniStack runs functions with the `node` that PATH names first. */
const PATH = [
  dirname(process.execPath),
  join(PROJECT_ROOT, 'node_modules', '.bin'),
  process.env['PATH'] ?? '',
].join(delimiter);

/** Nothing of our own environment: no profile or credentials get near the emulator, the CDK or a function. */
const bare = (home: string): Readonly<Record<string, string>> => ({
  PATH,
  HOME: home,
  TMPDIR: home,
  TZ: 'UTC',
});

const TLS = join(PROJECT_ROOT, 'test', 'fixtures', 'tls');

/** Signed the certificate of 127.0.0.1 that the emulator shows: the stacks refuse whoever comes without TLS. */
export const CA_FILE = join(TLS, 'ca.pem');

/** Where an AWS SDK finds the emulator. S3 is named apart, for that asks for addressing by path (shared/aws/clients.ts). */
export const awsEnvironment = (url: string): Readonly<Record<string, string>> => ({
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_S3: url,
});

/** For `cdk` and `mxp`: as a deployer's, and without asking the CDK's makers for news. */
export const commandEnvironment = (home: string, url: string): Readonly<Record<string, string>> => ({
  ...bare(home),
  ...awsEnvironment(url),
  NODE_EXTRA_CA_CERTS: CA_FILE,
  CI: 'true',
  NO_COLOR: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  CDK_DISABLE_VERSION_CHECK: 'true',
});

/**
 * For MiniStack, whose functions inherit all of it: on loopback alone (BIND_HOST, and without IoT's listener), over TLS, and
 * with MX hosts looked up at `dnsServer`. So functions stay as the stacks ship them.
 */
export const emulatorEnvironment = (
  home: string,
  port: number,
  dnsServer: string,
): Readonly<Record<string, string>> => ({
  ...bare(home),
  BIND_HOST: '127.0.0.1',
  MINISTACK_HOST: '127.0.0.1',
  GATEWAY_PORT: String(port),
  IOT_MTLS_ENABLED: '0',
  USE_SSL: '1',
  MINISTACK_SSL_CERT: join(TLS, 'server.pem'),
  MINISTACK_SSL_KEY: join(TLS, 'server-test-only.key.pem'),
  NODE_EXTRA_CA_CERTS: CA_FILE,
  AWS_ENDPOINT_URL: urlOf(port),
  AWS_ENDPOINT_URL_S3: urlOf(port),
  MXP_DNS_SERVERS: dnsServer,
});

export const urlOf = (port: number): string => `https://127.0.0.1:${port}`;
