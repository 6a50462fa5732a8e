import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, BucketEncryption, type LifecycleRule, ObjectOwnership } from 'aws-cdk-lib/aws-s3';

/** Of every bucket: nobody's but the account's, encrypted, over TLS, and kept when its stack goes. */
export const PRIVATE = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** Parts of an upload that broke off are paid for and never seen. */
export const UNFINISHED_UPLOADS: LifecycleRule = {
  id: 'UnfinishedUploads',
  abortIncompleteMultipartUploadAfter: Duration.days(1),
};
