import { createFeedSource, isFeedAddress } from '../../shared/aws/feed-source.ts';
import { createS3Client } from '../../shared/aws/s3-client.ts';
import type { FeedSource } from '../../shared/ports/feed-source.ts';
import { stackOutputs } from '../deployment.ts';
import { UsageError, UserError } from '../user-error.ts';
import { createBucketTarget } from './bucket-target.ts';
import { createFolderFeed } from './folder.ts';
import { createFolderTarget, type FeedTarget } from './target.ts';

/** A feed to look at: an address, or a folder. */
export function sourceOf(place: string): FeedSource {
  if (!/^[a-z0-9]+:\/\//i.test(place)) return createFolderFeed(place);
  if (!isFeedAddress(place))
    throw new UsageError(`${place}: write https://host/folder/ or s3://bucket/folder/, or name a folder`);
  return createFeedSource(place, { s3: createS3Client(process.env) });
}

/** Of which one is to be named. */
export interface TargetFlags {
  readonly bucket?: string;
  readonly stack?: string;
  readonly dir?: string;
}

async function bucketOf(stack: string): Promise<string> {
  const { FeedBucketName: bucket } = await stackOutputs(stack);
  if (bucket !== undefined) return bucket;
  throw new UserError(
    `stack ${stack} has no output FeedBucketName: the deliverability stack is called as the other with Feed behind it`,
  );
}

const bucketTarget = (bucket: string): FeedTarget => {
  if (!isFeedAddress(`s3://${bucket}/`) || bucket.includes('/'))
    throw new UsageError(`--bucket ${bucket}: write the name of a bucket, without s3:// and path`);
  return createBucketTarget(createS3Client(process.env), bucket);
};

/** Where to publish. */
export async function targetOf({ bucket, stack, dir }: TargetFlags): Promise<FeedTarget> {
  if ([bucket, stack, dir].filter((named) => named !== undefined).length !== 1)
    throw new UsageError('name exactly one of --bucket NAME, --stack NAME and --dir FOLDER');
  if (dir !== undefined) return createFolderTarget(dir);
  return bucketTarget(bucket ?? (await bucketOf(stack ?? '')));
}
