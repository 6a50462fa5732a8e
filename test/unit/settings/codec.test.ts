import { describe, expect, it } from 'vitest';
import { decodeSettings, encodeSettings } from '../../../shared/settings/codec.ts';
import type { Settings } from '../../../shared/settings/settings.ts';

const SETTINGS: Settings = {
  pools: {
    news: {
      name: 'news',
      ipCount: 4,
      level: 'fast',
      configurationSets: [
        { maxDeliverySeconds: 50_400, name: 'news-14h', watched: 'news-14h-watched' },
        { maxDeliverySeconds: 900, name: 'news-15min', watched: 'news-15min-watched' },
      ],
    },
    service: {
      name: 'service',
      ipCount: 1,
      level: 'normal',
      configurationSets: [{ maxDeliverySeconds: 900, name: 'service-15min', watched: 'service-15min' }],
    },
  },
  defaultPool: 'service',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: true,
  production: false,
  allowedDomains: ['example.org'],
};
const encoded = encodeSettings(SETTINGS);
const withNews = (more: object) => ({
  ...encoded,
  pools: { ...encoded.pools, news: { ...encoded.pools['news'], ...more } },
});

describe('settings on their way to the functions', () => {
  it('arrive as they were, through JSON', () => {
    expect(decodeSettings(JSON.parse(JSON.stringify(encoded)))).toEqual({ ok: true, settings: SETTINGS });
  });

  it('are short: a set is a tuple, and one that is watched itself is named once', () => {
    expect(encoded.pools).toEqual({
      news: {
        ipCount: 4,
        level: 'fast',
        sets: [
          [50_400, 'news-14h', 'news-14h-watched'],
          [900, 'news-15min', 'news-15min-watched'],
        ],
      },
      service: { ipCount: 1, level: 'normal', sets: [[900, 'service-15min']] },
    });
  });

  it.each([
    { what: 'no object', value: [], says: 'expected an object' },
    { what: 'no pools', value: { ...encoded, pools: null }, says: 'pools: expected an object' },
    {
      what: 'a pool that is none',
      value: { ...encoded, pools: { ...encoded.pools, news: 1 } },
      says: 'pools.news: expected an object',
    },
    { what: 'no IP', value: withNews({ ipCount: 0 }), says: 'pools.news.ipCount' },
    { what: 'half an IP', value: withNews({ ipCount: 1.5 }), says: 'pools.news.ipCount' },
    {
      what: 'an unknown level',
      value: withNews({ level: 'turbo' }),
      says: 'expected one of slow, normal, fast, very-fast, boost',
    },
    ...[
      { what: 'no list of sets', sets: undefined },
      { what: 'no set', sets: [] },
      { what: 'a set that is an object', sets: [{ maxDeliverySeconds: 900, name: 'a' }] },
      { what: 'a set without a name', sets: [[900]] },
      { what: 'a set with an empty name', sets: [[900, '']] },
      { what: 'a watched set without a name', sets: [[900, 'a', '']] },
      { what: 'a set with a fourth part', sets: [[900, 'a', 'b', 'c']] },
      { what: 'a set without its seconds', sets: [['a', 'b']] },
    ].map(({ what, sets }) => ({
      what,
      value: withNews({ sets }),
      says: 'pools.news.sets: expected a list of [maxDeliverySeconds, name, watched]',
    })),
    {
      what: 'an unknown default pool',
      value: { ...encoded, defaultPool: 'constructor' },
      says: 'defaultPool: expected one of news, service',
    },
    {
      what: 'an unknown doubt policy',
      value: { ...encoded, doubt: { transactional: 'resend', others: 'drop' } },
      says: 'each resend or hold',
    },
    { what: 'no word on events', value: { ...encoded, confirmedByEvents: 'no' }, says: 'confirmedByEvents' },
    { what: 'a domain that is no list', value: { ...encoded, mailsOnly: 'a.example' }, says: 'mailsOnly' },
    { what: 'null for domains', value: { ...encoded, mailsOnly: null }, says: 'mailsOnly' },
    { what: 'an empty domain', value: { ...encoded, mailsOnly: [''] }, says: 'mailsOnly' },
  ])('are refused with $what, and it is said what to write', ({ value, says }) => {
    const decoded = decodeSettings(value);

    expect(decoded).toEqual({ ok: false, problems: [expect.stringContaining(says)] });
  });

  it.each([
    { production: false, allowedDomains: ['example.org'], mailsOnly: ['example.org'] },
    { production: false, allowedDomains: [], mailsOnly: [] },
    { production: true, allowedDomains: [], mailsOnly: undefined },
  ])(
    'say shortly whom a stack mails: production $production, $allowedDomains',
    ({ mailsOnly, ...audience }) => {
      const short = encodeSettings({ ...SETTINGS, ...audience });

      expect(short).not.toHaveProperty('production');
      expect(short.mailsOnly).toEqual(mailsOnly);
      expect(decodeSettings(JSON.parse(JSON.stringify(short)))).toMatchObject({
        ok: true,
        settings: audience,
      });
    },
  );

  it('are refused with all that is wrong at once', () => {
    const decoded = decodeSettings({ ...withNews({ ipCount: 0, level: 'turbo' }), defaultPool: 'x' });

    expect(decoded).toMatchObject({ ok: false, problems: { length: 3 } });
  });
});
