import { describe, expect, it } from 'vitest';
import { accountLimits, isMarketing } from '../../../shared/control/account-limits.ts';
import type { Hold } from '../../../shared/control/hold.ts';
import { createProbeGate, nextWait, raisedHold } from '../../../shared/control/holds.ts';
import { HOUR, MINUTE } from '../../../shared/time/units.ts';

const NOW = Date.UTC(2026, 0, 5, 8);
const hold = (more: Partial<Hold> = {}): Hold => ({
  scope: { kind: 'identity', name: 'a.test' },
  code: 'MessageRejected',
  text: 'not verified',
  since: NOW,
  probeAt: NOW,
  ...more,
});

describe('a hold', () => {
  it.each([
    [0, 1],
    [1, 1],
    [2, 2],
    [8, 8],
    [15, 15],
    [90, 15],
  ])('that has lasted %i minutes is probed again after %i', (lasted, minutes) => {
    expect(nextWait(hold(), NOW + lasted * MINUTE)).toBe(minutes * MINUTE);
  });

  it('that is new is probed after a minute', () => {
    const { scope, code, text } = hold();
    expect(raisedHold([], { scope, code, text }, NOW)).toEqual(hold({ probeAt: NOW + MINUTE }));
  });

  it('keeps its beginning when SES refuses again', () => {
    const { scope, code, text } = hold();
    const raised = raisedHold([hold({ since: NOW - 4 * MINUTE })], { scope, code, text }, NOW);
    expect(raised).toMatchObject({ since: NOW - 4 * MINUTE, probeAt: NOW + 4 * MINUTE });
  });
});

describe('a gate for probes', () => {
  it('lets one mail of a hold through once its probe is due', () => {
    const gate = createProbeGate(NOW);
    expect([gate([hold()]), gate([hold()])]).toEqual([true, false]);
  });

  it('lets none through a millisecond before', () => {
    expect(createProbeGate(NOW)([hold({ probeAt: NOW + 1 })])).toBe(false);
  });

  it('lets one through for each of two holds', () => {
    const gate = createProbeGate(NOW);
    const other = hold({ scope: { kind: 'identity', name: 'b.test' } });
    expect([gate([hold()]), gate([other]), gate([other])]).toEqual([true, true, false]);
  });

  it('spends no probe of a hold on a mail that another hold stops', () => {
    const gate = createProbeGate(NOW);
    const closed = hold({ scope: { kind: 'account' }, probeAt: NOW + HOUR });
    expect([gate([hold(), closed]), gate([hold()])]).toEqual([false, true]);
  });
});

describe("SES's limits", () => {
  it('are those of the sandbox until SES has been asked', () => {
    const { all, day } = accountLimits({ orders: [], holds: [] });
    expect([all.limit, day?.limit]).toEqual([1, 200]);
  });

  it.each([
    ['transactional', false],
    ['marketing', true],
    ['newsletter', true],
    ['Transactional', true],
  ])('count the stream %s as marketing: %s', (stream, marketing) => {
    expect(isMarketing(stream)).toBe(marketing);
  });
});
