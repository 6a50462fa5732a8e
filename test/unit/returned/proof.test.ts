import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MailId } from '../../../shared/message/mail.ts';
import { createKeyOf } from '../../../shared/quarantine/address-key.ts';
import { createProofs, headerValue, readClaim } from '../../../shared/returned/proof.ts';
import { keyedReturnPath, readReturnPath } from '../../../shared/returned/return-path.ts';

const proofs = createProofs('a secret of tests');
const others = createProofs('a secret of others');
const idOf = (text: string) => text as MailId;

const ids = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/).map(idOf);
const RUNS = { seed: 6, numRuns: 300 };

describe('the header of each mail handed over', () => {
  it('is read back to an id that is proved, for every id that there can be', () => {
    fc.assert(
      fc.property(ids, (id) => {
        const claim = readClaim(headerValue(id, proofs.prove(id)));
        expect(claim?.id).toBe(id);
        expect(claim && proofs.isProved(claim)).toBe(true);
      }),
      RUNS,
    );
  });

  it('proves nothing under the secret of another deployment, nor for another id', () => {
    const proof = proofs.prove(idOf('mail-1'));

    expect(others.isProved({ id: idOf('mail-1'), proof })).toBe(false);
    expect(proofs.isProved({ id: idOf('mail-2'), proof })).toBe(false);
  });

  it.each(['', 'x', 'A'.repeat(22), 'é'.repeat(11), '\u{1F600}'.repeat(11)])(
    'proves nothing by %j',
    (proof) => {
      expect(proofs.isProved({ id: idOf('mail-1'), proof })).toBe(false);
    },
  );

  it('proves nothing where the proof is missing', () => {
    expect(proofs.isProved({ id: idOf('mail-1') })).toBe(false);
  });

  it('has a key of its own: the key of an address of the same text proves nothing', () => {
    const key = createKeyOf('a secret of tests')('mail-1');
    expect(proofs.isProved({ id: idOf('mail-1'), proof: key })).toBe(false);
  });

  it('is read without a proof in mails from before there were proofs', () => {
    expect(readClaim(' mail-1 ')).toEqual({ id: 'mail-1' });
  });

  it.each(['', '.', 'a b', 'mail-1.short', `${'x'.repeat(129)}`, 'mäil'])(
    'is none of ours as %j',
    (value) => {
      expect(readClaim(value)).toBeUndefined();
    },
  );
});

describe('a keyed return path', () => {
  const mailbox = { local: 'bounces', domain: 'shop.example' };

  it('is read back to its id in any case, for every id that fits', () => {
    fc.assert(
      fc.property(ids, fc.boolean(), (id, upper) => {
        const address = keyedReturnPath(mailbox, id, proofs);
        if (address === undefined) {
          expect(id.length).toBeGreaterThan(19);
          return;
        }
        expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
        expect(readReturnPath(upper ? address.toUpperCase() : address.toLowerCase(), proofs)).toBe(id);
      }),
      RUNS,
    );
  });

  it.each(['0b6f6a52-7c1d-4a43-9a3f-1f0a2b3c4d5e', '01JDKZ8Q6W3V5X7Y9Z1A2B3C4D'])('has room for %s', (id) => {
    expect(keyedReturnPath(mailbox, idOf(id), proofs)).toMatch(/^bounces\+[lu][a-z2-7]{16}\./);
  });

  it.each(['a'.repeat(40), 'A'.repeat(40), 'aB'.repeat(14)])(
    'has no room for %s: the header has to do',
    (id) => {
      expect(keyedReturnPath(mailbox, idOf(id), proofs)).toBeUndefined();
    },
  );

  it('names nothing that is not proved', () => {
    const address = keyedReturnPath(mailbox, idOf('mail-1'), proofs) ?? '';

    expect(readReturnPath(address, proofs)).toBe('mail-1');
    expect(readReturnPath(address, others)).toBeUndefined();
    expect(readReturnPath(address.replace('mail-1', 'mail-2'), proofs)).toBeUndefined();
    expect(readReturnPath('news@shop.example', proofs)).toBeUndefined();
  });
});
