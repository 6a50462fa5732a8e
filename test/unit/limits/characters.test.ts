import { describe, expect, it } from 'vitest';
import { S3_BUCKET } from '../../../shared/limits/s3.ts';
import { SES_TAG } from '../../../shared/limits/ses.ts';
import { LARGEST_BODY_BYTES, SQS_REFUSED_CHARACTER } from '../../../shared/limits/sqs.ts';

describe('characters that SQS takes', () => {
  it.each(['\t', '\n', '\r', ' ', '\u007f', '\ud7ff', '\ue000', '\ufffd', '\u{10000}', '\u{10ffff}'])(
    'include %j',
    (text) => {
      expect(text).not.toMatch(SQS_REFUSED_CHARACTER);
    },
  );

  it.each(['\u0000', '\u0008', '\u000b', '\u001f', '\ud800', '\udfff', '\ufffe', '\uffff'])(
    'leave out %j',
    (text) => {
      expect(text).toMatch(SQS_REFUSED_CHARACTER);
    },
  );
});

it('the largest body is 16 KiB short of what SQS takes', () => {
  expect(LARGEST_BODY_BYTES).toBe(1_032_192);
});

it.each([
  ['a', true],
  ['A-z_9', true],
  ['t'.repeat(256), true],
  ['t'.repeat(257), false],
  ['', false],
  ['mx.example', false],
  ['a\n', false],
])('a tag of SES may be %j: %s', (tag, may) => {
  expect(SES_TAG.test(tag)).toBe(may);
});

it.each([
  ['abc', true],
  ['a'.repeat(63), true],
  ['ab', false],
  ['a'.repeat(64), false],
  ['Shop', false],
  ['-abc', false],
  ['abc.', false],
])('a bucket may be called %s: %s', (bucket, may) => {
  expect(S3_BUCKET.test(bucket)).toBe(may);
});
