import { expect, test } from 'vitest';
import { collectParameters } from '../../cdk/context.ts';

const collect = (context: Readonly<Record<string, unknown>>) => collectParameters((name) => context[name]);

test('the object mxPacer is taken as it stands', () => {
  const mxPacer = { identity: ['example.org'], pools: { news: {} }, sendEvents: true, typo: 1 };

  expect(collect({ mxPacer })).toEqual(mxPacer);
});

test('a value of the command line goes over the object', () => {
  expect(collect({ mxPacer: { level: 'slow', region: 'eu-west-1' }, level: 'fast' })).toEqual({
    level: 'fast',
    region: 'eu-west-1',
  });
});

test('context that is none of ours is left alone', () => {
  expect(collect({ 'aws:cdk:bundling-stacks': '[]' })).toEqual({});
});

test.each([
  ['identity', 'example.org', ['example.org']],
  ['identity', 'example.org, news@example.net', ['example.org', 'news@example.net']],
  ['contentBuckets', 'one,two', ['one', 'two']],
  ['contentBuckets', '', []],
  ['pools', '{"news":{"ipCount":4}}', { news: { ipCount: 4 } }],
  ['pools', '{"news":', '{"news":'],
  ['inDoubt', '{"others":"resend"}', { others: 'resend' }],
  ['sendEvents', 'true', true],
  ['sendEvents', 'false', false],
  ['sendEvents', 'yes', 'yes'],
  ['deliveryEvents', 'all', 'all'],
  ['maxConcurrency', '40', 40],
  ['warmWrites', '8000', 8_000],
  ['feedUrl', 's3://feed/', 's3://feed/'],
  ['rulesTrialShare', '25', 25],
  ['feedKeys', 'one=, two=', ['one=', 'two=']],
  ['feed', '{"public":true}', { public: true }],
  ['defaultPool', '42', '42'],
  ['stackName', 'Staging', 'Staging'],
])('-c %s=%s', (name, text, expected) => {
  expect(collect({ [name]: text })).toEqual({ [name]: expected });
});

test.each([['text'], [[1]], [3]])('a mxPacer that is no object is left to the check: %j', (mxPacer) => {
  expect(collect({ mxPacer })).toEqual(mxPacer);
});
