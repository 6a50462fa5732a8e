import { describe, expect, it } from 'vitest';
import { createProofs } from '../../../shared/returned/proof.ts';
import { readReturned } from '../../../shared/returned/read-returned.ts';
import expected from '../../fixtures/returned/expected.json' with { type: 'json' };
import { returnedMail, returnedMailNames } from '../../support/returned-mails.ts';

const ARRIVED = Date.parse('2026-11-25T09:15:00Z');
const SENT_AT = '2026-11-25T09:10:00.000Z';
const SES_ID = '0102019a5a6b7c8d-11112222-3333-4444-8555-666677778888-000000';
const proofs = createProofs('a secret of tests');

/** What stands in expected.json; `says` is a part of the reply. */
interface Expected {
  readonly kind: string;
  readonly what?: string;
  readonly claim?: boolean;
  readonly at?: string;
  readonly reached?: readonly string[];
  readonly recipients?: readonly string[];
  readonly to?: readonly string[];
  readonly feedbackType?: string;
  readonly failures?: readonly ({ readonly says: string } & Readonly<Record<string, string>>)[];
}

const cases = Object.entries(expected as Readonly<Record<string, Expected>>);
const of = (kind: string) => cases.filter(([, each]) => each.kind === kind);
const read = (name: string) => readReturned(returnedMail(name), ARRIVED);

it('every sample mail has its expectation', () => {
  expect(cases.map(([name]) => name).sort()).toEqual(returnedMailNames());
  expect(cases.length).toBeGreaterThan(40);
});

describe('a returned mail', () => {
  it.each(of('failed'))(
    '%s tells who failed and what was said',
    async (name, { failures = [], at, reached }) => {
      const mail = await read(name);

      expect(mail).toMatchObject({ kind: 'failed', reached: reached ?? [] });
      const found = mail.kind === 'failed' ? mail.failures : [];
      expect(found).toHaveLength(failures.length);
      for (const [index, { says, ...pieces }] of failures.entries()) {
        const { reply = '', source: _source, mailId: _id, at: when = 0, ...rest } = found[index] ?? {};
        expect(rest).toEqual(pieces);
        expect(reply).toContain(says);
        expect(new Date(when).toISOString()).toBe(at ?? SENT_AT);
      }
    },
  );

  it.each(of('complained'))('%s tells who complains and of what', async (name, each) => {
    const mail = await read(name);

    expect(mail).toMatchObject({
      kind: 'complained',
      feedbackType: each.feedbackType,
      recipients: each.recipients,
    });
    expect(mail.kind === 'complained' && mail.marks.to).toEqual(each.to ?? ['jane@mail.example']);
  });

  it.each(of('passed'))('%s passes: nothing failed', async (name, { what }) => {
    expect(await read(name)).toEqual({ kind: 'passed', what });
  });

  it.each(of('unreadable'))('%s is nothing that is known, and says why', async (name) => {
    expect(await read(name)).toEqual({ kind: 'unreadable', reason: expect.stringMatching(/\w{3}/) });
  });

  it.each([...of('failed'), ...of('complained')])(
    '%s bears our id and its proof, or none',
    async (name, each) => {
      const mail = await read(name);
      const claims = mail.kind === 'failed' || mail.kind === 'complained' ? mail.marks.claims : [];

      expect(claims.map(({ id }) => id)).toEqual(each.claim ? ['mail-1'] : []);
      expect(claims.every(proofs.isProved)).toBe(true);
    },
  );

  it('bears the SES message id that stands in its Message-ID', async () => {
    expect(await read('dsn-postfix')).toMatchObject({ marks: { sesIds: [SES_ID] } });
  });
});
