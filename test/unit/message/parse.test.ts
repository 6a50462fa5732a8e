import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../shared/message/parse.ts';
import { bodyWith, POOLS, parseWith, reasonWith } from './support/message.ts';

const template = (data: unknown) => ({ content: { template: { name: 'spring', data } } });

describe('reading a message', () => {
  it('fills in what upstream left out', () => {
    expect(parseWith()).toEqual({
      ok: true,
      mail: {
        id: 'order-4711',
        to: { local: 'jane.doe', domain: 'example.com', address: 'jane.doe@example.com' },
        from: { local: 'news', domain: 'shop.example', address: 'news@shop.example' },
        replyTo: [],
        stream: 'marketing',
        pool: 'shared',
        headers: [],
        content: { kind: 'simple', subject: 'Hi', text: 'Hello' },
        bodyHash: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      },
    });
  });

  it('reads every field into the form that the domain uses', () => {
    const parsed = parseWith({
      replyTo: 'Help <help@shop.example>',
      campaign: 'spring',
      stream: 'transactional',
      pool: 'dedicated',
      headers: { 'X-Order': '4711' },
      metadata: { customer: '812' },
      unsubscribe: { mailto: 'unsubscribe@shop.example?subject=u' },
      notBefore: '2027-01-31T08:00:00+01:00',
      expiresAt: '2027-01-31T09:00:00.5Z',
    });
    expect(parsed).toMatchObject({
      mail: {
        replyTo: [{ displayName: 'Help', address: 'help@shop.example' }],
        campaign: 'spring',
        stream: 'transactional',
        pool: 'dedicated',
        headers: [{ name: 'X-Order', value: '4711' }],
        metadata: { customer: '812' },
        unsubscribe: { mailto: 'mailto:unsubscribe@shop.example?subject=u' },
        notBefore: Date.UTC(2027, 0, 31, 7),
        expiresAt: Date.UTC(2027, 0, 31, 9, 0, 0, 500),
      },
    });
  });

  const sha256 = '0'.repeat(64);
  const s3 = 's3://shop-contents/spring';
  it.each([
    [{ simple: { s3, sha256 } }, { kind: 'simple', s3, sha256 }],
    [
      { template: { name: 'spring', data: { a: [1] } } },
      { kind: 'template', name: 'spring', data: { a: [1] } },
    ],
    [{ template: { s3, sha256, data: {} } }, { kind: 'template', s3, sha256, data: {} }],
    [{ raw: 'SGk=' }, { kind: 'raw', base64: 'SGk=' }],
    [{ raw: { s3, sha256 } }, { kind: 'raw', s3, sha256 }],
  ])('reads content %j', (content, expected) => {
    expect(parseWith({ content })).toMatchObject({ ok: true, mail: { content: expected } });
  });

  it('tells upstream which of its mails was refused', () => {
    expect(parseWith({ to: 'nobody', campaign: 'spring', stream: 'transactional' })).toMatchObject({
      ok: false,
      id: 'order-4711',
      campaign: 'spring',
      stream: 'transactional',
    });
  });

  it('leaves out of a refusal what could not be read', () => {
    const parsed = parseWith({ to: 'nobody', campaign: 'spring time', stream: 1 });
    expect(Object.keys(parsed).toSorted()).toEqual(['bodyHash', 'id', 'ok', 'reason']);
  });

  it('names three faults and counts the others', () => {
    expect(reasonWith({ to: 1, from: 2, campaign: 3, stream: 4, pool: 5 })).toMatch(
      /^to: .*; from: .*; campaign: .*; and 2 more$/,
    );
  });

  it('gives two bodies of one id different hashes, and one body the same', () => {
    const hashOf = (body: string) => {
      const parsed = parseMail(body, POOLS);
      return parsed.ok ? parsed.mail.bodyHash : parsed.bodyHash;
    };
    expect(hashOf(bodyWith())).toBe(hashOf(bodyWith()));
    expect(hashOf(bodyWith())).not.toBe(hashOf(`${bodyWith()} `));
  });

  it.each(['metadata', 'headers'])('refuses an entry of %s that would be lost in silence', (field) => {
    const body = bodyWith({ [field]: {} }).replace(`"${field}":{}`, `"${field}":{"__proto__":"x"}`);
    expect(parseMail(body, POOLS)).toMatchObject({
      ok: false,
      reason: `${field}: __proto__ cannot be a name; take another`,
    });
  });

  it('refuses a template variable that would be lost in silence', () => {
    const body = bodyWith(template({})).replace('"data":{}', '"data":{"__proto__":"x"}');
    const reason = 'content.template.data: __proto__ cannot be a name; take another';
    expect(parseMail(body, POOLS)).toMatchObject({ ok: false, reason });
  });

  it('refuses data that nests deeper than the stack', () => {
    const data = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const body = bodyWith(template({})).replace('"data":{}', `"data":${data}`);
    const reason = 'content.template.data: nests deeper than 64 levels';
    expect(parseMail(body, POOLS)).toMatchObject({ ok: false, reason });
  });

  it('keeps a reason short and printable whatever names upstream made up', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`\u0000${at}${'x'.repeat(500)}`, 1]),
    );
    const reason = reasonWith(fields);
    expect(reason.length).toBeLessThanOrEqual(500);
    expect(reason).not.toContain('\u0000');
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) => {
        expect(parseMail(body, POOLS).ok).toBe(false);
      }),
    );
  });

  it('never throws on any value of any field', () => {
    const field = fc.constantFrom(
      'id',
      'to',
      'from',
      'replyTo',
      'content',
      'headers',
      'metadata',
      'unsubscribe',
      'notBefore',
    );
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => {
        expect(() => parseWith({ [name]: value })).not.toThrow();
      }),
    );
  });
});
