import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyId, publicKeyText, readFeedKey } from '../../../shared/feed/keys.ts';
import { manifestText, signedBytes } from '../../../shared/feed/manifest-text.ts';
import { MOST_MANIFEST_BYTES } from '../../../shared/feed/schema.ts';
import { signManifest } from '../../../shared/feed/sign.ts';
import { verifyManifest, verifyManifestBytes } from '../../../shared/feed/verify.ts';
import { keyOf, MANIFEST, SET, signedBy } from './support/feed.ts';

const [old, young, strange] = [keyOf('old'), keyOf('young'), keyOf('strange')];
const OLD = publicKeyText(old);
const YOUNG = publicKeyText(young);
const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('keys', () => {
  it('are trusted as 32 raw bytes in base64, and named by the start of their SHA-256', () => {
    expect(Buffer.from(OLD, 'base64')).toHaveLength(32);
    expect(keyId(old)).toMatch(/^[0-9a-f]{16}$/);
    expect(readFeedKey(OLD)?.id).toBe(keyId(old));
  });

  it.each(['', 'abc', OLD.slice(1), `${OLD} `, OLD.replace('=', ''), `${OLD}${OLD}`, '\u0000'.repeat(44)])(
    'are not read from %j',
    (text) => expect(readFeedKey(text)).toBeUndefined(),
  );

  it('of another kind sign nothing', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => signManifest(MANIFEST, privateKey)).toThrow(TypeError);
  });
});

describe('what is signed', () => {
  it('is all but the signatures, in canonical JSON', () => {
    const text = Buffer.from(signedBytes(signedBy(old))).toString();
    expect(text).not.toContain('signatures');
    expect(text).toMatch(
      /^\{"expiresAt":\d+,"issuedAt":\d+,"notes":\["rule yahoo: limit 1200\/h → 900\/h"\],/,
    );
  });

  it('can be signed by several keys, once by each', () => {
    const twice = signManifest(signedBy(old, young), old);
    expect(twice.signatures.map(({ key }) => key)).toEqual([keyId(young), keyId(old)]);
  });
});

describe('a manifest', () => {
  it.each([
    ['its only key', signedBy(old), [OLD]],
    ['the old key, while the new one signs too', signedBy(old, young), [OLD]],
    ['the new key, while the old one signs too', signedBy(old, young), [YOUNG]],
    ['a key among keys that did not sign', signedBy(young), [OLD, YOUNG]],
    ['a key beside a text that is none', signedBy(old), ['no key', OLD]],
    ['a key while a stranger signs too', signedBy(strange, old), [OLD]],
  ])('is taken by who trusts %s', (_what, manifest, trusted) => {
    expect(verifyManifest(manifest, trusted)).toMatchObject({ ok: true, manifest });
    expect(verifyManifestBytes(Buffer.from(manifestText(manifest)), trusted)).toMatchObject({ ok: true });
  });

  it('tells which of the trusted keys signed', () => {
    const verified = verifyManifest(signedBy(old, strange), [YOUNG, OLD, OLD]);
    expect(verified).toMatchObject({ keys: [keyId(old)] });
  });

  const forged = signedBy(strange).signatures.map(({ signature }) => ({ key: keyId(old), signature }));
  it.each([
    ['has no signature', MANIFEST, [OLD], 'it is not signed'],
    ['is signed by strangers', signedBy(strange), [OLD], `none of which is trusted (${keyId(old)})`],
    ['meets nobody who trusts', signedBy(old), [], 'no usable key is trusted'],
    ['meets only keys that are none', signedBy(old), ['x'], 'no usable key is trusted'],
    ['has a signature under a wrong name', { ...MANIFEST, signatures: forged }, [OLD], 'does not fit'],
    ['was changed', { ...signedBy(old), sequence: 8 }, [OLD], 'changed after signing'],
  ])('is unsigned when it %s', (_what, manifest, trusted, text) => {
    expect(verifyManifest(manifest, trusted)).toEqual({
      ok: false,
      fault: 'unsigned',
      text: expect.stringContaining(text),
    });
  });

  const signed = signedBy(old);
  const [first] = signed.signatures;
  it.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a text', 'feed'],
    ['of another format', { ...signed, v: 2 }],
    ['with a field of its own', { ...signed, more: 1 }],
    ['with a field named __proto__', JSON.parse(`{"__proto__":1,${JSON.stringify(signed).slice(1)}`)],
    ['with sequence 0', { ...signed, sequence: 0 }],
    ['with a broken sequence', { ...signed, sequence: 1.5 }],
    ['with a sequence past counting', { ...signed, sequence: Number.MAX_SAFE_INTEGER }],
    ['that expires before it was made', { ...signed, expiresAt: signed.issuedAt }],
    ['that expires after the end of time', { ...signed, expiresAt: 9e15 }],
    ['whose set lies elsewhere', { ...signed, set: { ...signed.set, path: '../../sets/x.json.gz' } }],
    ['whose set is empty', { ...signed, set: { ...signed.set, bytes: 0 } }],
    ['whose set is too large', { ...signed, set: { ...signed.set, bytes: 5_000_001 } }],
    ['of too many notes', { ...signed, notes: Array.from({ length: 51 }, () => 'note') }],
    ['with a note too long', { ...signed, notes: ['x'.repeat(301)] }],
    ['with a note that moves the cursor', { ...signed, notes: ['\u001b[2J'] }],
    ['with a note turned round', { ...signed, notes: ['\u202egnp.exe'] }],
    ['with notes that are undefined', { ...signed, notes: undefined }],
    ['of too many signatures', { ...signed, signatures: Array.from({ length: 9 }, () => first) }],
    ['signed twice by one key', { ...signed, signatures: [first, first] }],
    ['without signatures', { ...signed, signatures: undefined }],
    ['with half a signature', { ...signed, signatures: [{ ...first, signature: 'AAAA' }] }],
  ])('%s is malformed', (_what, json) => {
    expect(verifyManifest(json, [OLD])).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it('of full notes still fits', () => {
    const notes = Array.from({ length: 50 }, () => '→'.repeat(300));
    const text = manifestText(signManifest({ ...MANIFEST, notes }, old));
    expect(verifyManifestBytes(Buffer.from(text), [OLD])).toMatchObject({ ok: true });
  });
});

describe('the bytes of a manifest', () => {
  const signed = signedBy(old);
  it.each<[string, Uint8Array]>([
    ['that are no JSON', Buffer.from('{')],
    ['that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['that are none', Buffer.from('')],
    ['with the fields in another order', bytesOf(signed)],
    ['without the last line end', Buffer.from(manifestText(signed).trimEnd())],
    ['after a byte order mark', Buffer.from(`\ufeff${manifestText(signed)}`)],
    ['that say a field twice', Buffer.from(manifestText(signed).replace('{', '{"v":2,'))],
    ['that are nested without end', Buffer.from('['.repeat(60_000))],
  ])('%s are malformed', (_what, bytes) => {
    expect(verifyManifestBytes(bytes, [OLD])).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it('that are too many are not even parsed', () => {
    const text = `"${'x'.repeat(MOST_MANIFEST_BYTES)}"`;
    expect(verifyManifestBytes(Buffer.from(text), [OLD])).toEqual({
      ok: false,
      fault: 'malformed',
      text: 'more than 65536 bytes',
    });
  });

  it('may spell a signature in one way only: the last letter of base64 has bits to spare', () => {
    const [{ key, signature } = { key: '', signature: '' }] = signed.signatures;
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const spare = letters[letters.indexOf(signature.charAt(85)) + 1] ?? '';
    const respelt = `${signature.slice(0, 85)}${spare}==`;
    expect(Buffer.from(respelt, 'base64')).toEqual(Buffer.from(signature, 'base64'));
    const text = manifestText({ ...signed, signatures: [{ key, signature: respelt }] });
    expect(verifyManifestBytes(Buffer.from(text), [OLD])).toMatchObject({ ok: false, fault: 'malformed' });
  });

  it('verify in no other form, whichever byte is changed, added or taken away', () => {
    const bytes = Buffer.from(manifestText(signed));
    const edit = fc.record({
      at: fc.nat(bytes.length - 1),
      value: fc.integer({ min: 1, max: 255 }),
      kind: fc.constantFrom('flip', 'add', 'take'),
    });
    const property = fc.property(edit, ({ at, value, kind }) => {
      const between = { flip: [(bytes[at] ?? 0) ^ value], add: [value], take: [] }[kind] ?? [];
      const rest = bytes.subarray(kind === 'add' ? at : at + 1);
      const changed = Buffer.concat([bytes.subarray(0, at), Buffer.from(between), rest]);
      if (changed.equals(bytes)) return;
      expect(verifyManifestBytes(changed, [OLD]).ok).toBe(false);
    });
    fc.assert(property, { numRuns: 4_000, seed: 1 });
  });

  it('verify in no form with any one bit turned', () => {
    const bytes = Buffer.from(manifestText(signed));
    const passed = [...bytes.keys()].filter((at) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      return verifyManifestBytes(changed, [OLD]).ok;
    });
    expect(passed).toEqual([]);
    expect(bytes.length).toBeGreaterThan(SET.length);
  });

  it('are answered without throwing, whatever JSON they are', () => {
    const property = fc.property(fc.jsonValue(), (json) => {
      expect(verifyManifest(json, [OLD]).ok).toBe(false);
      expect(verifyManifestBytes(bytesOf(json), [OLD]).ok).toBe(false);
    });
    fc.assert(property, { numRuns: 500, seed: 2 });
  });
});
