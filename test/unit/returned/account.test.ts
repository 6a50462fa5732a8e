import { describe, expect, it } from 'vitest';
import { keyedReturnPath } from '../../../shared/returned/return-path.ts';
import { PROOFS } from '../../support/proofs.ts';
import { keyOfAddress } from '../../support/quarantine.ts';
import { returnedMail } from '../../support/returned-mails.ts';
import { createReturnedBench, ID, LEFT, noticeOf, SENT, SES_ID, TO } from './support/returned-bench.ts';

const textOf = (name: string): string => Buffer.from(returnedMail(name)).toString();
const PROOF = PROOFS.prove(ID);
const withoutProof = (name: string): string => textOf(name).replaceAll(`.${PROOF}`, '');
const withoutSesId = (text: string): string => text.replaceAll(SES_ID, 'other');
/** Nothing was told, charged or kept as evidence. */
const expectUntouched = ({ events, addresses }: ReturnType<typeof createReturnedBench>) => {
  expect(events).toEqual([]);
  expect(addresses.records.size).toBe(0);
  expect(addresses.said).toEqual([]);
};

describe('a returned mail that is proved', () => {
  it('is judged, told upstream, charged to its recipient and kept as evidence', async () => {
    const bench = createReturnedBench();
    await bench.receive(returnedMail('dsn-postfix'));

    expect(bench.events).toMatchObject([
      {
        id: ID,
        kind: 'bounced',
        type: 'hard',
        reason: 'userUnknown',
        at: '2026-11-25T09:10:00.000Z',
        quarantine: { step: 'quarantined' },
      },
    ]);
    expect(bench.standing()?.quarantine?.reason).toBe('userUnknown');
    expect(bench.addresses.said).toMatchObject([{ source: 'mail', mailId: ID, status: '5.1.1' }]);
    expect(bench.rejected).toEqual([]);
  });

  it('counts once, however often it comes', async () => {
    const bench = createReturnedBench();
    for (let time = 0; time < 3; time += 1) await bench.receive(returnedMail('dsn-headers-only'));

    expect(new Set(bench.events.map(({ eventId }) => eventId)).size).toBe(1);
    expect(bench.standing()?.counts.mailboxFull).toHaveLength(1);
  });

  it('by the SES message id is taken too, where the mail is from before there were proofs', async () => {
    const bench = createReturnedBench();
    await bench.receive(withoutProof('dsn-postfix'));
    expect(bench.standing()?.quarantine?.reason).toBe('userUnknown');
  });

  it('by a keyed return path is taken too, where it quotes nothing', async () => {
    const bench = createReturnedBench();
    const address = keyedReturnPath({ local: 'bounces', domain: 'shop.example' }, ID, PROOFS) ?? '';
    await bench.receive(textOf('text-domino').replace('To: news@shop.example', `To: ${address}`));
    expect(bench.standing()?.quarantine?.reason).toBe('userUnknown');
  });

  it('names nobody: it is about the one recipient that a mail has', async () => {
    const bench = createReturnedBench();
    await bench.receive(returnedMail('text-nobody-named'));
    expect(bench.events).toMatchObject([{ kind: 'bounced' }]);
  });

  it('of several recipients charges ours alone', async () => {
    const bench = createReturnedBench();
    await bench.receive(returnedMail('dsn-several-recipients'));
    expect([...bench.addresses.records.keys()]).toEqual([keyOfAddress(TO)]);
    expect(bench.events).toHaveLength(1);
  });

  it('under the name of an alias is about the address that was written to', async () => {
    const bench = createReturnedBench();
    await bench.receive(returnedMail('dsn-alias-changed'));
    expect([...bench.addresses.records.keys()]).toEqual([keyOfAddress(TO)]);
  });

  it('charges nobody where the same report says that the recipient was reached', async () => {
    const bench = createReturnedBench();
    const report = textOf('dsn-several-recipients').replace(
      'Final-Recipient: rfc822; ann@',
      `Original-Recipient: rfc822; ${TO}\r\nFinal-Recipient: rfc822; ann@`,
    );
    await bench.receive(report);
    expectUntouched(bench);
    expect(bench.counts.get('ReturnedIgnored')).toBe(1);
  });

  it('never counts from before the mail left', async () => {
    const bench = createReturnedBench({ slot: (LEFT + 12 * 60_000) * 1_000 });
    await bench.receive(returnedMail('dsn-postfix'));
    expect(bench.events).toMatchObject([{ at: '2026-11-25T09:12:00.000Z' }]);
  });

  it('settles a claim that nobody finished: the mail did leave', async () => {
    const { ending: _none, sesId: _unknown, ...claimed } = SENT;
    const bench = createReturnedBench();
    bench.records.set(ID, { ...claimed, state: 'claimed', until: LEFT + 1 });
    await bench.receive(returnedMail('dsn-postfix'));

    expect(bench.records.get(ID)).toMatchObject({ state: 'sent', sesId: SES_ID });
    expect(bench.events.map(({ kind }) => kind)).toEqual(['handedOver', 'bounced']);
  });
});

describe('a returned mail is read for what its server wrote', () => {
  const FORGED = `Final-Recipient: rfc822; ${TO}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n`;

  it('not for a failure that stands in the mail that is delayed', async () => {
    const bench = createReturnedBench();
    await bench.receive(textOf('dsn-delayed').replace('Dear Jane', `\r\n${FORGED}Dear Jane`));
    expectUntouched(bench);
    expect(bench.counts.get('DelayWarnings')).toBe(1);
  });

  it('nor for one in the copy behind words for people', async () => {
    const bench = createReturnedBench();
    const copy = `------ This is a copy of the message. ------\r\n\r\nX-MXP-Id: ${ID}.${PROOF}\r\n\r\n${FORGED}`;
    await bench.receive(`${textOf('text-exim-warning')}\r\n\r\n${copy}`);
    expectUntouched(bench);
    expect(bench.counts.get('DelayWarnings')).toBe(1);
  });

  it('takes an absence note for what it is, although it has an empty return path and quotes us', async () => {
    const bench = createReturnedBench();
    const note = textOf('auto-out-of-office')
      .replace('Automatic reply: Autumn offers', 'Automatic reply: Delivery report of your order')
      .replace('I am away', `Gone.\r\n> X-MXP-Id: ${ID}.${PROOF}\r\n> 550 5.1.1 User unknown\r\nI am away`);
    await bench.receive(note);
    expectUntouched(bench);
    expect(bench.counts.get('AutoReplies')).toBe(1);
  });

  it('takes a bounce of an Exim for a bounce, although it calls itself an automatic reply', async () => {
    const bench = createReturnedBench();
    await bench.receive(`Auto-Submitted: auto-replied\r\n${textOf('text-exim')}`);
    expect(bench.events).toMatchObject([{ kind: 'bounced' }]);
  });

  it('reads a report that a mailbox forwarded as an attachment', async () => {
    const bench = createReturnedBench();
    const forward =
      'From: ann@shop.example\r\nTo: bounces@shop.example\r\nSubject: Fwd: Undelivered\r\nMIME-Version: 1.0\r\n' +
      'Content-Type: multipart/mixed; boundary=F\r\n\r\n--F\r\n\r\nfyi\r\n--F\r\nContent-Type: message/rfc822\r\n\r\n' +
      `${textOf('dsn-postfix')}\r\n--F--\r\n`;
    await bench.receive(forward);
    expect(bench.standing()?.quarantine?.reason).toBe('userUnknown');
  });

  it('settles a claim by the id of the mail itself, not of one that it answers', async () => {
    const { ending: _none, sesId: _unknown, ...claimed } = SENT;
    const bench = createReturnedBench();
    bench.records.set(ID, { ...claimed, state: 'claimed', until: LEFT + 1 });
    const before = `References: <${SES_ID.replace('0102', '0909')}@email.amazonses.com>\r\n`;
    await bench.receive(textOf('dsn-postfix').replace('Message-ID:', `${before}Message-ID:`));
    expect(bench.records.get(ID)).toMatchObject({ sesId: SES_ID });
  });
});

describe('a returned mail that is not proved changes nothing', () => {
  it.each([
    ['bears no id', withoutSesId(textOf('text-domino')), undefined, /no id/],
    ['bears an id alone', withoutSesId(withoutProof('dsn-postfix')), ID, /nothing proves/],
    [
      'bears a made-up proof',
      withoutSesId(textOf('dsn-postfix').replace(PROOF, 'A'.repeat(22))),
      ID,
      /nothing proves/,
    ],
    [
      'bears another SES id',
      withoutProof('dsn-postfix').replaceAll('0102019a', '0102019b'),
      ID,
      /nothing proves/,
    ],
    [
      'speaks of somebody else',
      textOf('dsn-postfix').replaceAll(TO, 'joe@mail.example'),
      ID,
      /another address/,
    ],
    [
      'complains for somebody else',
      textOf('arf-abuse').replaceAll(TO, 'joe@mail.example'),
      ID,
      /another address/,
    ],
    [
      'names nobody and returns a mail for somebody else',
      textOf('arf-microsoft').replaceAll(TO, 'joe@mail.example'),
      ID,
      /another address/,
    ],
    ['is no report', textOf('person-answers'), undefined, /somebody/],
    ['is empty', '', undefined, /empty/],
  ])('and is kept for people with its place and reason: it %s', async (_what, mail, id, reason) => {
    const bench = createReturnedBench();
    await bench.receive(mail);

    expectUntouched(bench);
    expect(bench.rejected).toEqual([
      {
        body: '{"s3":"s3://returned/mail"}',
        reason: expect.stringMatching(reason),
        ...(id === undefined ? {} : { id }),
      },
    ]);
  });

  it('nor does a proof of a mail whose row is gone', async () => {
    const bench = createReturnedBench(undefined);
    bench.records.clear();
    await bench.receive(returnedMail('dsn-postfix'));
    expectUntouched(bench);
    expect(bench.rejected).toMatchObject([{ id: ID, reason: expect.stringMatching(/no mail of this id/) }]);
  });

  it('takes a proved claim although a made-up one stands before it', async () => {
    const bench = createReturnedBench();
    const forged = 'X-MXP-Id: other.AAAAAAAAAAAAAAAAAAAAAA\r\n';
    await bench.receive(textOf('dsn-postfix').replace('X-MXP-Id:', `${forged}X-MXP-Id:`));
    expect(bench.standing()?.quarantine?.reason).toBe('userUnknown');
  });
});

describe('a complaint', () => {
  it.each(['arf-abuse', 'arf-microsoft', 'arf-recipient-redacted', 'arf-called-text'])(
    'as %s denylists the recipient',
    async (name) => {
      const bench = createReturnedBench();
      await bench.receive(returnedMail(name));

      expect(bench.events).toMatchObject([
        { kind: 'complained', detail: 'abuse', quarantine: { step: 'denylisted' } },
      ]);
    },
  );

  it.each(['arf-not-spam', 'arf-auth-failure', 'arf-fraud'])(
    'as %s is told and kept, no more',
    async (name) => {
      const bench = createReturnedBench();
      await bench.receive(returnedMail(name));

      expect(bench.events).toMatchObject([{ kind: 'complained' }]);
      expect(bench.events[0]?.quarantine).toBeUndefined();
      expect(bench.addresses.records.size).toBe(0);
      expect(bench.addresses.said).toHaveLength(1);
    },
  );
});

describe('what passes', () => {
  it.each([
    ['auto-out-of-office', 'AutoReplies'],
    ['text-exim-warning', 'DelayWarnings'],
    ['dsn-delayed', 'DelayWarnings'],
    ['dsn-delivered', 'ReturnedIgnored'],
  ])('%s is counted as %s and changes nothing', async (name, metric) => {
    const bench = createReturnedBench();
    await bench.receive(returnedMail(name));

    expectUntouched(bench);
    expect(bench.rejected).toEqual([]);
    expect(bench.counts.get(metric)).toBe(1);
  });
});

describe('a notice', () => {
  it('of several mails has each of them accounted for', async () => {
    const bench = createReturnedBench();
    bench.mails.set('one mail/ü', returnedMail('dsn-postfix'));
    bench.mails.set('two', returnedMail('person-answers'));
    expect(await bench.take(noticeOf('one mail/ü', 'two', 'gone'))).toEqual(new Set());

    expect(bench.events).toHaveLength(1);
    expect(bench.rejected.map(({ body }) => body)).toEqual([
      '{"s3":"s3://returned/two"}',
      '{"s3":"s3://returned/gone"}',
    ]);
  });

  it('comes back when its mail cannot be read now, and disturbs none beside it', async () => {
    const bench = createReturnedBench();
    bench.mails.set('one', returnedMail('dsn-postfix'));
    expect(await bench.take(noticeOf('unreachable'), noticeOf('one'))).toEqual(new Set(['0']));
    expect(bench.events).toHaveLength(1);
  });

  it.each([
    JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'returned' }),
    noticeOf('inbound/AMAZON_SES_SETUP_NOTIFICATION'),
  ])('that says only that the way works is no mail: %s', async (body) => {
    const bench = createReturnedBench();
    expect(await bench.take(body)).toEqual(new Set());
    expectUntouched(bench);
    expect(bench.rejected).toEqual([]);
  });

  it.each(['', '{}', '[1]', '{"Records":[{"eventName":"ObjectRemoved:Delete"}]}'])(
    'that is none is rejected: %j',
    async (body) => {
      const bench = createReturnedBench();
      expect(await bench.take(body)).toEqual(new Set());
      expect(bench.rejected).toMatchObject([{ body, reason: expect.stringMatching(/returned mail: no /) }]);
    },
  );
});
