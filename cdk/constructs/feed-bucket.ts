import { Duration } from 'aws-cdk-lib';
import {
  AccountPrincipal,
  type IPrincipal,
  OrganizationPrincipal,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { MANIFEST_NAME } from '../../shared/feed/manifest.ts';
import { acknowledge } from './acknowledge.ts';
import { PRIVATE, UNFINISHED_UPLOADS } from './private-bucket.ts';

/** S3's own encryption, for a key of KMS would have to be shared with every reader as well. */
function createBucket(scope: Construct): Bucket {
  const bucket = new Bucket(scope, 'FeedBucket', {
    versioned: true,
    ...PRIVATE,
    minimumTLSVersion: 1.2,
    lifecycleRules: [
      { id: 'FormerVersions', noncurrentVersionExpiration: Duration.days(400) },
      UNFINISHED_UPLOADS,
    ],
  });
  acknowledge(
    bucket,
    'S1',
    'What is in it is meant to be read; writes leave a version, and the signature tells whose',
  );
  return bucket;
}

/** Everybody of the organisation is a condition on all principals, which S3 does not count as public. */
const principalOf = (reader: string): IPrincipal =>
  reader.startsWith('o-') ? new OrganizationPrincipal(reader) : new AccountPrincipal(reader);

/**
 * The feed's objects, `feed.json` and `sets/…`. Readers get these and cannot list; within a reader's account its own
 * policies still decide which roles may read.
 */
export function createFeedBucket(scope: Construct, readers: readonly string[]): Bucket {
  const bucket = createBucket(scope);
  const resources = [bucket.arnForObjects(MANIFEST_NAME), bucket.arnForObjects('sets/*')];
  const accounts = readers.filter((reader) => !reader.startsWith('o-'));
  const organisations = readers.filter((reader) => reader.startsWith('o-'));
  const groups = [accounts, ...organisations.map((id) => [id])].filter((group) => group.length > 0);
  for (const group of groups)
    bucket.addToResourcePolicy(
      new PolicyStatement({ actions: ['s3:GetObject'], principals: group.map(principalOf), resources }),
    );
  return bucket;
}
