import { expect, it } from 'vitest';
import { doctorAnswer } from '../../../../cli/doctor/report.ts';

const FINDINGS = [
  { group: 'SES', check: 'sending', verdict: 'ok', text: 'enabled' },
  {
    group: 'Identity',
    check: 'DKIM',
    verdict: 'warn',
    text: 'PENDING',
    mend: 'one  CNAME  two\nthree  CNAME  four',
  },
  { group: 'SES', check: 'ip', verdict: 'skipped', text: 'could not be read: AccessDenied' },
] as const;

it('is one line a check, by group, with what mends it to copy underneath', () => {
  const { text, json, failed } = doctorAnswer('stack A', Date.parse('2026-11-26T12:00:00Z'), FINDINGS);

  expect(text.split('\n')).toEqual([
    'Identity',
    '  WARN  DKIM     PENDING',
    '        → one  CNAME  two',
    '        → three  CNAME  four',
    '',
    'SES',
    '  ok    sending  enabled',
    '  skip  ip       could not be read: AccessDenied',
    '',
    'stack A: 1 ok, 1 warn, 0 fail, 1 skipped.',
  ]);
  expect(json).toMatchObject({
    deployment: 'stack A',
    at: '2026-11-26T12:00:00.000Z',
    findings: FINDINGS,
    counts: { ok: 1, warn: 1, fail: 0, skipped: 1 },
  });
  expect(failed).toBe(false);
});

it('makes the command fail for a fail alone', () => {
  const fault = { group: 'SES', check: 'sending', verdict: 'fail', text: 'paused', mend: 'resume' } as const;

  expect(doctorAnswer('stack A', 0, [fault]).failed).toBe(true);
});
