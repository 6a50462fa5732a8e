import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../../shared/aws/environment.ts';
import { readSettings } from '../../../shared/aws/read-settings.ts';

const pool = {
  name: 'default',
  ipCount: 1,
  level: 'normal',
  configurationSets: [{ name: 'set-14h', maxDeliverySeconds: 50_400 }],
};
const settings = {
  pools: { default: pool },
  defaultPool: 'default',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: false,
};
const read = (value: unknown) => readSettings({ MXP_SETTINGS: JSON.stringify(value) });
const withPool = (more: object) => ({ ...settings, pools: { default: { ...pool, ...more } } });

describe('readSettings', () => {
  it('reads what the stack writes', () => {
    expect(read(settings)).toEqual(settings);
  });

  it.each([
    { what: 'no object', value: [], says: 'expected an object' },
    { what: 'no pools', value: { ...settings, pools: null }, says: 'pools: expected an object' },
    {
      what: 'a pool that is none',
      value: { ...settings, pools: { default: 1 } },
      says: 'pools.default: expected an object',
    },
    {
      what: 'a pool of another name',
      value: withPool({ name: 'x' }),
      says: 'pools.default.name: expected "default"',
    },
    { what: 'no IP', value: withPool({ ipCount: 0 }), says: 'pools.default.ipCount' },
    { what: 'half an IP', value: withPool({ ipCount: 1.5 }), says: 'pools.default.ipCount' },
    {
      what: 'an unknown level',
      value: withPool({ level: 'turbo' }),
      says: 'expected one of slow, normal, fast, very-fast, boost',
    },
    {
      what: 'no configuration set',
      value: withPool({ configurationSets: [] }),
      says: 'pools.default.configurationSets',
    },
    {
      what: 'a nameless configuration set',
      value: withPool({ configurationSets: [{ maxDeliverySeconds: 900 }] }),
      says: 'configurationSets',
    },
    {
      what: 'an unknown default pool',
      value: { ...settings, defaultPool: 'constructor' },
      says: 'defaultPool: expected one of default',
    },
    {
      what: 'an unknown doubt policy',
      value: { ...settings, doubt: { transactional: 'resend', others: 'drop' } },
      says: 'each resend or hold',
    },
    { what: 'no word on events', value: { ...settings, confirmedByEvents: 'no' }, says: 'confirmedByEvents' },
  ])('refuses $what and says what to write', ({ value, says }) => {
    expect(() => read(value)).toThrow(EnvironmentError);
    expect(() => read(value)).toThrow(says);
  });

  it('lists all that is wrong at once', () => {
    expect(() => read({ ...withPool({ ipCount: 0 }), defaultPool: 'x' })).toThrow(/ipCount.*defaultPool/);
  });

  it.each([
    { variables: {}, says: 'not set: MXP_SETTINGS' },
    { variables: { MXP_SETTINGS: '{' }, says: 'MXP_SETTINGS is not JSON' },
  ])('refuses $variables', ({ variables, says }) => {
    expect(() => readSettings(variables)).toThrow(says);
  });
});
