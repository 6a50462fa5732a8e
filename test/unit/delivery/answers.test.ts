import { describe, expect, it } from 'vitest';
import type { HoldScope } from '../../../shared/control/hold.ts';
import type { SendResult } from '../../../shared/ports/mailer.ts';
import { MINUTE, SECOND } from '../../../shared/time/units.ts';
import { ACCEPTED, createSender, messageOf, NOW, runWith, type Sender, slotIn } from './support/sender.ts';

const SLOW: SendResult = { kind: 'slowDown', text: 'Maximum sending rate exceeded.' };
const refusedAs = (scope: HoldScope): SendResult => ({ kind: 'hold', scope, code: 'Code', text: 'no' });
const ACCOUNT = refusedAs({ kind: 'account' });

/** A mail of its own with a slot of now. */
const mail = (sender: Sender, id: string, fields = {}) =>
  messageOf({ id, ...fields }, { slot: slotIn(sender.clock.now() - NOW) }, id);

describe('what SES answers', () => {
  it('that it took the mail: handed over, with its id kept', async () => {
    const sender = createSender();
    await sender.run(messageOf());
    expect(sender.records.values().next().value).toMatchObject({ state: 'sent', sesId: 'ses-1' });
    expect(sender.kinds()).toEqual(['handedOver']);
  });

  it.each([
    { result: { kind: 'refused', text: 'MessageRejected: no' }, kind: 'refusedBySes' },
    { result: { kind: 'invalid', text: 's3://b/k: no such object' }, kind: 'invalid' },
  ] as const)('$result.kind: the mail ends as $kind, in its words', async ({ result, kind }) => {
    const sender = createSender();
    sender.answer(result);
    await sender.run(messageOf());
    expect(sender.events).toMatchObject([{ kind, detail: result.text }]);
    expect(sender.state()).toBe('ended');
  });

  it('to slow down: the mail is free and goes back', async () => {
    const sender = createSender();
    sender.answer(SLOW);
    expect(await sender.run(messageOf())).toEqual(new Set());
    expect(sender.state()).toBe('free');
    expect(sender.returned).toMatchObject([{ envelope: { lane: 0, hops: 1 } }]);
    expect(sender.events).toEqual([]);
  });
});

const TEMPLATE = { content: { template: { name: 'welcome', data: {} } } };
const OTHERS = { content: { template: { name: 'other', data: {} } }, from: 'a@elsewhere.example' };

describe('a hold', () => {
  it.each([
    { scope: { kind: 'account' } as const, catches: OTHERS, spares: undefined },
    { scope: { kind: 'identity', name: 'shop.example' } as const, catches: {}, spares: OTHERS },
    { scope: { kind: 'identity', name: 'news@shop.example' } as const, catches: {}, spares: OTHERS },
    { scope: { kind: 'configurationSet', name: 'set-2h' } as const, catches: OTHERS, spares: undefined },
    { scope: { kind: 'template', name: 'welcome' } as const, catches: TEMPLATE, spares: OTHERS },
  ])('on $scope.kind $scope.name keeps back what uses it', async ({ scope, catches, spares }) => {
    const sender = createSender();
    sender.answer(refusedAs(scope));
    await sender.run(messageOf(TEMPLATE));
    expect(sender.state()).toBe('free');
    expect((await sender.control.load()).holds).toMatchObject([{ scope, since: NOW, probeAt: NOW + MINUTE }]);
    await sender.run(mail(sender, 'caught', catches));
    expect(sender.handed).toHaveLength(1);
    expect(sender.returned).toHaveLength(2);
    if (!spares) return;
    await sender.run(mail(sender, 'spared', spares));
    expect(sender.handed).toHaveLength(2);
  });

  it('lets one mail try after 1, 2, 4, 8 minutes, then every 15', async () => {
    const sender = createSender();
    sender.play.send = async () => ACCOUNT;
    await sender.run(messageOf());
    const triedAt: number[] = [];
    for (let minute = 1; minute <= 62; minute += 1) {
      sender.clock.advance(MINUTE);
      const before = sender.handed.length;
      await sender.run(...['a', 'b', 'c'].map((name) => mail(sender, `${name}${minute}`)));
      expect(sender.handed.length - before).toBeLessThanOrEqual(1);
      if (sender.handed.length > before) triedAt.push(minute);
    }
    expect(triedAt).toEqual([1, 2, 4, 8, 16, 31, 46, 61]);
  });

  it('is tried by one of two senders that look at the same time', async () => {
    const sender = createSender();
    sender.answer(ACCOUNT, ACCEPTED, ACCEPTED);
    await sender.run(messageOf());
    sender.clock.advance(MINUTE);
    await Promise.all([sender.run(mail(sender, 'a')), sender.run(mail(sender, 'b'))]);
    expect(sender.handed).toHaveLength(2);
  });

  it('is lifted by a mail that SES takes', async () => {
    const sender = createSender();
    sender.answer(ACCOUNT, ACCEPTED);
    await sender.run(messageOf());
    sender.clock.advance(MINUTE);
    await sender.run(mail(sender, 'probe'));
    expect((await sender.control.load()).holds).toEqual([]);
    await sender.run(mail(sender, 'a'), mail(sender, 'b'));
    expect(sender.handed).toHaveLength(4);
  });

  it.each<SendResult>([
    { kind: 'refused', text: 'BadRequestException: bad header' },
    { kind: 'invalid', text: 'no such object' },
    { kind: 'unknown', text: 'time-out' },
    SLOW,
  ])('stays when its probe is $kind: that proves nothing of what the rest uses', async (result) => {
    const sender = createSender();
    sender.answer(ACCOUNT, result);
    await sender.run(messageOf());
    sender.clock.advance(MINUTE);
    await sender.run(mail(sender, 'probe'));
    expect((await sender.control.load()).holds).toMatchObject([{ probeAt: NOW + 2 * MINUTE }]);
    await sender.run(mail(sender, 'a'));
    expect(sender.handed).toHaveLength(2);
  });

  it('keeps back what falls under two of them until both are due', async () => {
    const sender = createSender();
    const { putHold } = sender.control;
    const hold = { code: 'c', text: 't', since: NOW };
    await putHold({ ...hold, scope: { kind: 'account' }, probeAt: NOW });
    await putHold({ ...hold, scope: { kind: 'identity', name: 'shop.example' }, probeAt: NOW + SECOND });
    await sender.run(messageOf());
    expect(sender.handed).toEqual([]);
    expect((await sender.control.load()).holds).toMatchObject([{ probeAt: NOW }, { probeAt: NOW + SECOND }]);
    sender.clock.advance(SECOND);
    await sender.run(messageOf());
    expect(sender.kinds()).toEqual(['handedOver']);
    expect((await sender.control.load()).holds).toEqual([]);
  });

  it('that cannot be written down leaves no mail in doubt, for SES refused it', async () => {
    const sender = createSender();
    sender.answer(ACCOUNT);
    const control = { ...sender.control, putHold: () => Promise.reject(new Error('the table is away')) };
    expect(await runWith(sender, { control })(messageOf())).toEqual(new Set(['r1']));
    expect(sender.state()).toBe('free');
  });

  it('is told without the address that it names', async () => {
    const sender = createSender();
    sender.answer(refusedAs({ kind: 'identity', name: 'news@shop.example' }));
    await sender.run(messageOf());
    expect(sender.logged.join('\n')).toContain('@shop.example');
    expect(sender.logged.join('\n')).not.toContain('news@');
  });
});
