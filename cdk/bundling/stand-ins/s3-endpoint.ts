import { partition } from '@aws-sdk/core/client';

interface EndpointParams {
  readonly Bucket?: string;
  readonly Region?: string;
  readonly Endpoint?: string;
  readonly ForcePathStyle?: boolean;
  readonly UseFIPS?: boolean;
  readonly UseDualStack?: boolean;
  readonly Accelerate?: boolean;
}

/** What may stand before the host: no dots, for the certificate of S3 has one label there. */
const HOST_LABEL = /^(?!-)[a-z0-9-]{3,63}(?<!-)$/;
const REGION = /^[a-z0-9-]+$/;
const ORDINARY_NAME = /^[A-Za-z0-9._-]+$/;

function urlOf({
  Bucket: bucket,
  Region: region,
  Endpoint: endpoint,
  ForcePathStyle: byPath,
}: EndpointParams): URL {
  const base = new URL(endpoint ?? `https://s3.${region}.${partition(region ?? '').dnsSuffix}`);
  if (bucket === undefined) return base;
  const inHost = !byPath && HOST_LABEL.test(bucket);
  if (inHost) base.hostname = `${bucket}.${base.hostname}`;
  else base.pathname = `${base.pathname.replace(/\/$/, '')}/${bucket}`;
  return base;
}

/**
 * Stands in for S3's endpoint rules, 18 KB that tell apart access points, directory buckets, Outposts, object lambdas,
 * FIPS and dual stack. Ours are plain buckets at a region's endpoint or at a server of the same protocol: the answer is the
 * same, and what is neither is refused. test/unit/bundling holds it against the SDK's rules.
 */
export function defaultEndpointResolver(params: EndpointParams) {
  const { Bucket: bucket, Region: region, UseFIPS, UseDualStack, Accelerate } = params;
  const isPlain =
    bucket === undefined || (ORDINARY_NAME.test(bucket) && !/--(x-s3|xa-s3|op-s3|ol-s3)$/.test(bucket));
  if (!isPlain || UseFIPS || UseDualStack || Accelerate || !REGION.test(region ?? ''))
    throw new Error(`no endpoint of S3 for bucket ${bucket} in ${region}: see cdk/bundling/stand-ins`);
  const scheme = { name: 'sigv4', signingName: 's3', signingRegion: region, disableDoubleEncoding: true };
  return { url: urlOf(params), headers: {}, properties: { authSchemes: [scheme] } };
}
