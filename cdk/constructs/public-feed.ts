import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Bucket, IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { FeedParameters } from '../feed-parameters.ts';
import { acknowledge } from './acknowledge.ts';

/**
 * Objects are kept as long as their Cache-Control says: the manifest five minutes, sets for good. Nothing of the request
 * but its path counts, so nobody gets past the cache; nothing is packed once more, for clients take no encoding.
 */
const createCachePolicy = (scope: Construct): CachePolicy =>
  new CachePolicy(scope, 'FeedCache', {
    comment: 'The rule feed of MX Pacer',
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.minutes(5),
    maxTtl: Duration.days(365),
    enableAcceptEncodingGzip: false,
    enableAcceptEncodingBrotli: false,
  });

/** CloudFront lets the oldest TLS be chosen for a name of one's own only; Node takes 1.2 at least anyway. */
const nameOf = (scope: Construct, domain: FeedParameters['domain']) =>
  domain && {
    domainNames: [domain.name],
    certificate: Certificate.fromCertificateArn(scope, 'FeedCertificate', domain.certificate),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
  };

/** HTTPS in front of the bucket, for readers without an account: it alone is let in, and there is nothing to list. */
export function createPublicFeed(
  scope: Construct,
  bucket: Bucket,
  domain: FeedParameters['domain'],
): Distribution {
  const distribution = new Distribution(scope, 'PublicFeed', {
    comment: 'The rule feed of MX Pacer',
    defaultBehavior: {
      // CDK's own types do not agree with exactOptionalPropertyTypes: a Bucket is an IBucket.
      origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: createCachePolicy(scope),
      compress: false,
    },
    httpVersion: HttpVersion.HTTP2_AND_3,
    ...nameOf(scope, domain),
  });
  if (!domain)
    acknowledge(
      distribution,
      'CFR4',
      'CloudFront lets nobody choose the TLS of its own name; a domain takes 1.2 at least',
    );
  acknowledge(distribution, 'CFR1', 'Rules are for readers anywhere');
  acknowledge(
    distribution,
    'CFR2',
    'It serves few small files to GET alone, from the cache; there is nothing to attack behind it',
  );
  acknowledge(
    distribution,
    'CFR3',
    'A log would keep the addresses of readers, and tell nothing that anybody acts on',
  );
  return distribution;
}
