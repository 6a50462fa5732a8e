/** Where the local servers listen. */
export interface Endpoints {
  readonly region: string;
  readonly sqs: string;
  readonly sns: string;
  readonly s3: string;
  readonly dynamodb: string;
  readonly ses: string;
  /** Secrets Manager. */
  readonly secrets: string;
  /** `127.0.0.1:5353,…`; absent = the machine's own DNS. */
  readonly dnsServers?: string;
}
