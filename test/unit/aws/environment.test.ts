import { describe, expect, it } from 'vitest';
import { EnvironmentError, readDnsServers, readEnvironment } from '../../../shared/aws/environment.ts';

describe('readEnvironment', () => {
  it('answers the variables that were asked for, and no other', () => {
    const variables = { MXP_QUOTA_TABLE: 'Quota-1', MXP_BUCKET: 'state', PATH: '/bin' };
    expect(readEnvironment(variables, 'quotaTable', 'bucket')).toEqual({
      quotaTable: 'Quota-1',
      bucket: 'state',
    });
  });

  it('names every variable that is missing or empty', () => {
    const read = () =>
      readEnvironment({ MXP_BUCKET: '', MXP_QUOTA_TABLE: 'Quota-1' }, 'quotaTable', 'bucket', 'doubtTable');
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow('environment variables not set: MXP_BUCKET, MXP_DOUBT_TABLE');
  });
});

describe('readDnsServers', () => {
  it.each([
    { text: undefined, servers: undefined },
    { text: '', servers: undefined },
    { text: ' , ', servers: undefined },
    { text: '127.0.0.1:5353', servers: ['127.0.0.1:5353'] },
    { text: '127.0.0.1:5353, 10.0.0.2,', servers: ['127.0.0.1:5353', '10.0.0.2'] },
  ])('reads $text as $servers', ({ text, servers }) => {
    expect(readDnsServers({ MXP_DNS_SERVERS: text })).toEqual(servers);
  });
});
