import { SignatureV4 } from '@smithy/signature-v4';

/** Signs for directory buckets of S3, of which we have none. */
export class SignatureV4SignWithCredentials extends SignatureV4 {}

/**
 * Stands in for the signer that also signs for all regions at once (SigV4A) and for directory buckets. It needs a package
 * that we don't have, and endpoints that ours are not: SES's with an EndpointId, S3's multi-region access points.
 */
export class SignatureV4MultiRegion extends SignatureV4 {
  static sigv4aDependency = () => 'none';
}
