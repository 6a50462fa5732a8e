import { describe, expect, it } from 'vitest';
import { delayUntil } from '../../../shared/throttler/dispatch.ts';
import { toMicros } from '../../../shared/time/units.ts';
import { PROOFS } from '../../support/proofs.ts';
import { keyOfAddress } from '../../support/quarantine.ts';
import { createStage, keyOf, NOW, records } from './support/stage.ts';

describe('the delay towards a slot', () => {
  it.each([
    [-60_000, 0],
    [0, 0],
    [1, 0],
    [1_000, 0],
    [1_001, 1],
    [2_000, 1],
    [59_999, 59],
    [60_000, 59],
    [60_001, 60],
  ])(
    'to a slot %i ms ahead is %i s: the mail comes less than a second before, or at once',
    (ahead, seconds) => {
      expect(delayUntil(toMicros(NOW + ahead), NOW)).toBe(seconds);
    },
  );
});

describe('a mail that departs', () => {
  it('carries all that the sender obeys, and its body untouched', async () => {
    const { throttle, sent } = createStage();
    const [mail] = records('swift', 1);
    await throttle(records('swift', 2));
    expect(sent[0]?.body).toBe(mail?.body);
    const slot = {
      key: keyOf('swift'),
      at: toMicros(NOW),
      early: 1_000,
      late: 2_000,
      call: 1_000,
      rule: 'swift',
      address: keyOfAddress('x@swift.test'),
      proof: PROOFS.prove(JSON.parse(mail?.body ?? '{}').id),
    };
    expect(sent[0]?.envelope).toMatchObject({ slot: { ...slot, mx: 'mx.swift.test', ruleSet: 'v1' } });
  });
});
