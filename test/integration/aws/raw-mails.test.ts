import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRawMails } from '../../../shared/aws/raw-mails.ts';
import { READ_BYTES } from '../../../shared/returned/limits.ts';
import { startMessaging } from '../../contract/local-messaging.ts';

let aws: Awaited<ReturnType<typeof startMessaging>>;
beforeAll(async () => {
  aws = await startMessaging();
  await aws.createBucket('mails');
});
afterAll(() => aws.stop());

const put = (Key: string, Body: string) => aws.s3.send(new PutObjectCommand({ Bucket: 'mails', Key, Body }));
const read = (key: string) => createRawMails(aws.s3).read({ bucket: 'mails', key, at: 0 });

describe('raw mails in S3', () => {
  it('are read whole when they are short', async () => {
    await put('short', 'Subject: s\r\n\r\nbody');
    expect(Buffer.from((await read('short')) ?? []).toString()).toBe('Subject: s\r\n\r\nbody');
  });

  it('are read no further than anybody looks', async () => {
    await put('long', 'x'.repeat(3 * READ_BYTES));
    expect(await read('long')).toHaveLength(READ_BYTES);
  });

  it('may be empty, or gone', async () => {
    await put('empty', '');
    expect(await read('empty')).toHaveLength(0);
    expect(await read('nothing')).toBeUndefined();
  });

  it('that cannot be had now are a fault: the notice comes back', async () => {
    await expect(
      createRawMails(aws.s3).read({ bucket: 'no-such-bucket', key: 'k', at: 0 }),
    ).rejects.toThrow();
  });
});
