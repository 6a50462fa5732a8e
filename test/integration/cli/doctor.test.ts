import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Finding } from '../../../cli/doctor/finding.ts';
import { mxp } from './child.ts';
import { type DeskEngine, startDeskEngine } from './desk-engine.ts';

const WAIT = { timeout: 40_000, interval: 200 };
const CONTENT = { simple: { subject: 'Hi', text: 'Hi' } };

let desk: DeskEngine;

beforeAll(async () => {
  desk = await startDeskEngine({ production: false, allowedDomains: ['Northmail.test'] });
});

afterAll(() => desk?.stop());

const examined = async (...args: readonly string[]) => {
  const { code, out, err } = await mxp(['doctor', '--json', ...args]);
  expect(err).toBe('');
  const { findings } = JSON.parse(out) as { readonly findings: readonly Finding[] };
  const verdicts = (check: string) =>
    findings.filter((one) => one.check === check).map(({ verdict }) => verdict);
  return { code, findings, verdicts };
};

it('examines the engine, skips what only AWS has, and sends nothing unless told to', async () => {
  const { code, findings, verdicts } = await examined();

  expect(code).toBe(0);
  expect(verdicts('send quota')).toEqual(['ok']);
  expect(verdicts('tables')).toEqual(['ok']);
  expect(verdicts('rules')).toEqual(['ok']);
  expect(verdicts('subscribers')).toEqual(['warn', 'ok']);
  expect(verdicts('production mark')).toEqual(['warn']);
  expect(verdicts('stack')).toEqual(['skipped']);
  expect(findings.at(-1)).toMatchObject({ check: 'trial', verdict: 'skipped' });
  expect(desk.engine.ses.accepted).toEqual([]);
});

it('sends two mails to the simulator, follows them to the bounce, and forgets the address again', async () => {
  const { code, findings, verdicts } = await examined('--yes', '--timeout', '60');

  expect(findings.filter(({ group }) => group === 'Way of a mail')).toMatchObject([
    { check: 'queued', verdict: 'ok' },
    { check: 'handed over', verdict: 'ok', text: expect.stringContaining('success+mxp-') },
    { check: 'handed over', verdict: 'ok', text: expect.stringContaining('bounce+mxp-') },
    { check: 'bounce', verdict: 'ok', text: expect.stringContaining('quarantined') },
    { check: 'cleaned up', verdict: 'ok' },
  ]);
  expect(verdicts('handed over')).toHaveLength(2);
  expect(code).toBe(0);
  const bounced = desk.engine.ses.accepted
    .map(({ recipient }) => recipient)
    .find((to) => to.startsWith('bounce'));
  const { out } = await mxp(['quarantine', 'show', bounced ?? '', '--json']);
  const shown = JSON.parse(out);
  expect(JSON.stringify(shown)).not.toContain('user unknown');
}, 90_000);

it('sends from a stack not marked production to allowed domains, and nobody else hears of it', async () => {
  const mails = ['ann@northmail.test', 'ann@velamail.test'].map((to) =>
    JSON.stringify({ v: 1, id: to.replace(/\W/g, '-'), to, from: 'a@example.com', content: CONTENT }),
  );
  await mxp(['send', '-'], mails.join('\n'));
  const kindsOf = (id: string) =>
    [...desk.outcomes.events.values()].filter((event) => event.id === id).map(({ kind }) => kind);

  await vi.waitFor(() => expect(kindsOf('ann-velamail-test')).toEqual(['suppressed']), WAIT);
  await vi.waitFor(() => expect(kindsOf('ann-northmail-test')).toContain('handedOver'), WAIT);
  expect(desk.engine.ses.accepted.map(({ recipient }) => recipient)).not.toContain('ann@velamail.test');
  expect((await mxp(['explain', 'ann-velamail-test'])).out).toContain('by notProduction');
  expect((await mxp(['status'])).out).toContain('NOT MARKED PRODUCTION: mails northmail.test and');
}, 90_000);

it('says where the chain broke: queues that nobody reads hand nothing over', async () => {
  await desk.engine.settle();
  const { code, findings } = await examined('--yes', '--timeout', '3');

  expect(code).toBe(1);
  expect(findings.filter(({ check }) => check === 'handed over')[0]).toMatchObject({
    verdict: 'fail',
    text: expect.stringContaining('not handed over within 3 s'),
    mend: expect.stringContaining('mxp status'),
  });
  expect(findings).toContainEqual(expect.objectContaining({ check: 'bounce', verdict: 'skipped' }));
}, 90_000);
