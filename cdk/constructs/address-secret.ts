import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

/** 64 letters and digits carry 381 bits, more than the 256 of the HMAC-SHA-256 that they key. */
const LENGTH = 64;

/**
 * The secret under which Quarantine and Evidence know addresses. It is kept when the stack goes and is never rotated:
 * with another one every address has another key, and no row of the tables is found again. For the same reason
 * `generateSecretString` must not change: CloudFormation would have a new value generated.
 */
export function createAddressSecret(scope: Construct): Secret {
  const secret = new Secret(scope, 'AddressSecret', {
    description: 'MX Pacer: without it the tables of addresses cannot be read; never change it',
    generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  acknowledge(secret, 'SMG4', 'Rotated, it would find no address again, and quarantined ones would get mail');
  return secret;
}
