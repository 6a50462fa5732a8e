import { expect, test } from 'vitest';
import { readAudit } from '../../../scripts/supply/read-audit.ts';

const reportOf = (severities: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [
        name,
        { name, severity, range: '<2.0.0', via: [] },
      ]),
    ),
    metadata: { vulnerabilities: {}, dependencies: { total: 50 } },
  });

test('a report without vulnerabilities is checked and clean', () => {
  expect(readAudit(reportOf({}))).toEqual({ kind: 'checked', grave: [], others: [] });
});

test('high and critical ones are grave, others are told', () => {
  expect(readAudit(reportOf({ a: 'critical', b: 'moderate', c: 'high', d: 'low', e: 'info' }))).toEqual({
    kind: 'checked',
    grave: ['a <2.0.0: critical', 'c <2.0.0: high'],
    others: ['b <2.0.0: moderate', 'd <2.0.0: low', 'e <2.0.0: info'],
  });
});

test.each([
  {
    answer: 'a refusal of the registry',
    stdout: JSON.stringify({
      message: '405 Method Not Allowed - POST https://registry.test',
      error: { summary: '' },
    }),
    why: '405 Method Not Allowed - POST https://registry.test',
  },
  { answer: 'nothing', stdout: '', why: 'npm audit gave no report' },
  { answer: 'no JSON', stdout: '<html>', why: 'npm audit gave no report' },
  {
    answer: 'half a report',
    stdout: JSON.stringify({ vulnerabilities: {} }),
    why: 'npm audit gave no report',
  },
])('$answer is never taken for a clean bill', ({ stdout, why }) => {
  expect(readAudit(stdout)).toEqual({ kind: 'notChecked', why });
});
