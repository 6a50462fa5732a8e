import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_BODY_BYTES, SQS_MESSAGE_BYTES } from '../../../shared/limits/sqs.ts';
import type { Envelope } from '../../../shared/message/envelope.ts';
import { decodeEnvelope, encodeEnvelope } from '../../../shared/message/envelope-codec.ts';
import type { AddressKey } from '../../../shared/quarantine/address-key.ts';
import type { QuotaKey } from '../../../shared/quota/key.ts';

const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const text = fc.string({ unit: 'binary', maxLength: 300 });
const slot = fc.record(
  {
    key: text.map((key) => key as QuotaKey),
    at: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    early: time,
    late: time,
    call: time,
    rule: text,
    mx: text,
    ruleSet: text,
    address: text.map((key) => key as AddressKey),
    proof: fc.string(),
    watch: fc.constant(true as const),
  },
  {
    requiredKeys: ['key', 'at', 'early', 'late', 'call', 'rule', 'mx', 'ruleSet', 'address'],
    noNullPrototype: true,
  },
);
const envelopes: fc.Arbitrary<Envelope> = fc.record(
  {
    v: fc.constant(1),
    firstSeen: time,
    expiresAt: time,
    lane: fc.constantFrom(0, 1, 2),
    hops: fc.nat(),
    slot,
    doubtSince: time,
  },
  { requiredKeys: ['v', 'firstSeen', 'expiresAt', 'lane', 'hops'], noNullPrototype: true },
);

const PLAIN: Envelope = { v: 1, firstSeen: 1, expiresAt: 2, lane: 2, hops: 0 };

describe('the envelope in a message attribute', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
      }),
    );
  });

  it('is printable ASCII and leaves room for the largest body', () => {
    fc.assert(
      fc.property(envelopes, (envelope) => {
        const attribute = encodeEnvelope(envelope);
        expect(attribute).toMatch(/^[ -~]+$/);
        expect('mxp'.length + 'String'.length + attribute.length).toBeLessThan(
          SQS_MESSAGE_BYTES - LARGEST_BODY_BYTES,
        );
      }),
    );
  });

  it.each([
    undefined,
    '',
    '{',
    'null',
    '[]',
    JSON.stringify({ ...PLAIN, v: 2 }),
    JSON.stringify({ ...PLAIN, lane: 3 }),
    JSON.stringify({ ...PLAIN, hops: -1 }),
    JSON.stringify({ ...PLAIN, hops: 0.5 }),
    JSON.stringify({ ...PLAIN, expiresAt: '2' }),
    JSON.stringify({ ...PLAIN, firstSeen: undefined }),
    JSON.stringify({ ...PLAIN, slot: { key: 'k' } }),
  ])('is none when the attribute is %s', (attribute) => {
    expect(decodeEnvelope(attribute)).toBeUndefined();
  });

  it('passes over fields of a later version', () => {
    expect(decodeEnvelope(JSON.stringify({ ...PLAIN, colour: 'red' }))).toEqual(PLAIN);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (attribute) => {
        expect(() => decodeEnvelope(attribute)).not.toThrow();
      }),
    );
  });
});
