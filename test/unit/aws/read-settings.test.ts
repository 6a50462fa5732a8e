import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../../shared/aws/environment.ts';
import { readSettings } from '../../../shared/aws/read-settings.ts';

const encoded = {
  pools: { default: { ipCount: 1, level: 'normal', sets: [[50_400, 'set-14h', 'set-14h-watched']] } },
  defaultPool: 'default',
  doubt: { transactional: 'resend', others: 'hold' },
  confirmedByEvents: false,
};
const read = (value: unknown) => readSettings({ MXP_SETTINGS: JSON.stringify(value) });

describe('readSettings', () => {
  it('reads what the stack writes', () => {
    expect(read(encoded)).toEqual({
      ...encoded,
      production: true,
      allowedDomains: [],
      pools: {
        default: {
          name: 'default',
          ipCount: 1,
          level: 'normal',
          configurationSets: [{ maxDeliverySeconds: 50_400, name: 'set-14h', watched: 'set-14h-watched' }],
        },
      },
    });
  });

  it('lists all that is wrong at once, and what to do', () => {
    const wrong = { ...encoded, defaultPool: 'x', confirmedByEvents: 1 };

    expect(() => read(wrong)).toThrow(EnvironmentError);
    expect(() => read(wrong)).toThrow(/MXP_SETTINGS: defaultPool.*confirmedByEvents.*deploy it again/);
  });

  it.each([
    { variables: {}, says: 'not set: MXP_SETTINGS' },
    { variables: { MXP_SETTINGS: '{' }, says: 'MXP_SETTINGS is not JSON' },
  ])('refuses $variables', ({ variables, says }) => {
    expect(() => readSettings(variables)).toThrow(says);
  });
});
