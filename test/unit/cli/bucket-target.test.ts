import { PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBucketTarget } from '../../../cli/feed/bucket-target.ts';

const s3 = mockClient(S3Client);
const target = createBucketTarget(new S3Client({}), 'feed-bucket');
const put = (over?: string | null) =>
  target.put('feed.json', Buffer.from('{}'), { contentType: 'x', cacheControl: 'y' }, over);

const answering = (status: number) =>
  s3.on(PutObjectCommand).rejects(
    new S3ServiceException({
      name: 'Answer',
      $fault: 'client',
      $metadata: { httpStatusCode: status },
      message: `${status}`,
    }),
  );
const conditions = () =>
  s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => [input.IfMatch, input.IfNoneMatch]);

/** The local S3 knows no conditions on writes; here is what the real one is asked, and what its answers mean. */
describe('an object of a bucket', () => {
  beforeEach(() => {
    s3.reset();
    s3.on(PutObjectCommand).resolves({});
  });

  it.each([
    ['whatever is there', undefined, [undefined, undefined]],
    ['over nothing', null, [undefined, '*']],
    ['over what was seen', '"etag"', ['"etag"', undefined]],
  ])('is written %s', async (_what, over, condition) => {
    expect(await put(over)).toBe(true);
    expect(conditions()).toEqual([condition]);
  });

  it.each([409, 412])('is not written when S3 answers %i: somebody was faster', async (status) => {
    answering(status);
    expect(await put('"etag"')).toBe(false);
  });

  it('fails for any other reason, and without a condition for any at all', async () => {
    answering(403);
    await expect(put('"etag"')).rejects.toThrow('403');
    answering(412);
    await expect(put()).rejects.toThrow('412');
  });
});
