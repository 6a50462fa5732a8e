import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateKey } from '../../../cli/feed/keys.ts';
import { manifestText } from '../../../shared/feed/manifest-text.ts';
import { type FeedDesk, feedDesk } from './support/feed-desk.ts';
import { mxp } from './terminal.ts';

let desk: FeedDesk;
beforeEach(() => {
  desk = feedDesk();
});
afterEach(() => desk.end());

const build = () => desk.json(`feed build ${desk.rules} --out ${desk.feed}`);
const sign = (...files: readonly string[]) => desk.json(`feed sign ${desk.feed} --key ${files.join(' ')}`);
const verify = (...keys: readonly string[]) =>
  desk.json(`feed verify ${desk.feed} --trust ${keys.join(' ')}`);

/** A feed that is built and signed by a new key. */
async function signedFeed() {
  const key = await desk.key();
  await build();
  await sign(key.file);
  return key;
}

describe('`mxp feed keygen`', () => {
  it('keeps the private half to its owner and never shows it', async () => {
    const { code, out } = await desk.run(`feed keygen --out ${desk.keys}`);
    const [file = ''] = readdirSync(desk.keys);
    const pem = readFileSync(join(desk.keys, file), 'utf8');
    const secret = pem.split('\n')[1] ?? '';
    expect(code).toBe(0);
    expect(statSync(join(desk.keys, file)).mode & 0o777).toBe(0o600);
    expect(pem).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(secret.length).toBeGreaterThan(40);
    expect(out).not.toContain(secret);
    expect(out).toMatch(/^ {2}[A-Za-z0-9+/]{43}=$/m);
  });

  it('says so when there is no place for it', async () => {
    writeFileSync(desk.at('file'), '');
    await expect(generateKey(desk.at('file', 'below'))).rejects.toThrow(/could not be written/);
  });

  it('makes another key every time', async () => {
    const [one, other] = [await desk.key(), await desk.key()];
    expect(one.publicKey).not.toBe(other.publicKey);
    expect(readdirSync(desk.keys)).toHaveLength(2);
  });
});

describe('`mxp feed lint` and `build`', () => {
  it('let good rules pass', async () => {
    expect((await desk.run(`feed lint ${desk.rules}`)).code).toBe(0);
    expect(await build()).toMatchObject({ code: 0, ok: true, sequence: 1, signatures: [] });
  });

  it('refuse rules that deployments would refuse, and build nothing', async () => {
    desk.write('rules/mx/all.yaml', [{ id: 'broken' }]);
    const linted = await desk.run(`feed lint ${desk.rules}`);
    const built = await desk.run(`feed build ${desk.rules} --out ${desk.feed}`);
    expect([linted.code, built.code]).toEqual([1, 1]);
    expect(built.out).toBe(linted.out);
    expect(built.out).toContain('broken');
    expect(readdirSync(desk.at())).not.toContain('feed');
  });

  it('say when there is no such folder', async () => {
    const { code, err } = await desk.run(`feed build ${desk.at('none')} --out ${desk.feed}`);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining('no such file or folder') });
  });
});

describe('a feed that is built', () => {
  it('holds the set under its hash, and expires in 30 days', async () => {
    await build();
    const { set, issuedAt, expiresAt, notes } = desk.manifest();
    expect(readdirSync(join(desk.feed, 'sets'))).toEqual([`${set.sha256}.json.gz`]);
    expect(expiresAt - issuedAt).toBe(30 * 86_400_000);
    expect(notes).toBeUndefined();
  });

  it('counts on from the one before, and tells what changed', async () => {
    await build();
    desk.change('newcomer');
    expect(await build()).toMatchObject({ sequence: 2, notes: [expect.stringContaining('newcomer')] });
    expect(await build()).toMatchObject({ sequence: 3, notes: ['no rule changed'] });
    expect(readdirSync(join(desk.feed, 'sets'))).toHaveLength(2);
  });

  it('takes sequence, life and notes as they are named', async () => {
    const line = ['feed', 'build', desk.rules, '--out', desk.feed, '--sequence', '41', '--life', '12h'];
    await mxp([...line, '--note', 'first', 'bell \u0007 and \u202e']);
    const { sequence, issuedAt, expiresAt, notes } = desk.manifest();
    expect({ sequence, life: expiresAt - issuedAt }).toEqual({ sequence: 41, life: 12 * 3_600_000 });
    expect(notes).toEqual(['first', 'bell ? and ?']);
  });

  it('goes not below the one before', async () => {
    await desk.run(`feed build ${desk.rules} --out ${desk.feed} --sequence 5`);
    const { code, error } = await desk.json(`feed build ${desk.rules} --out ${desk.feed} --sequence 5`);
    expect({ code, error }).toEqual({
      code: 1,
      error: expect.stringContaining('--sequence 5 is not above 5'),
    });
  });

  it('asks for the sequence when the one before cannot be read', async () => {
    desk.write('feed/feed.json', '{}');
    expect(await build()).toMatchObject({
      code: 1,
      error: expect.stringContaining('name the next with --sequence'),
    });
    const named = await desk.json(`feed build ${desk.rules} --out ${desk.feed} --sequence 9`);
    expect(named).toMatchObject({ code: 0, sequence: 9 });
  });

  it('is the same set for the same rules', async () => {
    await build();
    const first = desk.manifest().set;
    await build();
    expect(desk.manifest().set).toEqual(first);
  });
});

describe('a feed that is signed', () => {
  it('is taken by who trusts the key, and says by which', async () => {
    const key = await signedFeed();
    expect(await verify(key.publicKey)).toMatchObject({ code: 0, ok: true, sequence: 1, trusted: [key.id] });
  });

  it('by two keys is taken by who trusts either', async () => {
    const [old, young] = [await desk.key(), await desk.key()];
    await build();
    expect(await sign(old.file, young.file)).toMatchObject({ signatures: [old.id, young.id], warnings: [] });
    expect(await verify(old.publicKey)).toMatchObject({ code: 0, trusted: [old.id] });
    expect(await verify(young.publicKey)).toMatchObject({ code: 0, trusted: [young.id] });
  });

  it('once more by a second key keeps the first signature', async () => {
    const old = await signedFeed();
    const young = await desk.key();
    expect(await sign(young.file)).toMatchObject({ signatures: [old.id, young.id], signedNow: [young.id] });
  });

  it('is not taken by who trusts another key', async () => {
    await signedFeed();
    const { publicKey } = await desk.key();
    expect(await verify(publicKey)).toMatchObject({ code: 1, ok: false, fault: 'unsigned' });
  });

  it('warns of a key that others can read', async () => {
    const key = await desk.key();
    chmodSync(key.file, 0o644);
    await build();
    expect(await sign(key.file)).toMatchObject({ code: 0, warnings: [expect.stringContaining('chmod 600')] });
  });

  it.each([
    ['no key', 'nonsense'],
    [
      'a key of another kind',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
    ['a public key', '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAAAA\n-----END PUBLIC KEY-----\n'],
  ])('needs a private key: not %s, of which nothing is quoted', async (_what, content) => {
    await build();
    desk.write('key.pem', String(content));
    const { code, error } = await sign(desk.at('key.pem'));
    expect({ code, error }).toEqual({ code: 1, error: expect.stringContaining('no Ed25519 private key') });
    expect(error).not.toContain(String(content).split('\n')[0]);
  });

  it('is not, when its set is another by now', async () => {
    const key = await desk.key();
    await build();
    writeFileSync(join(desk.feed, desk.manifest().set.path), 'x'.repeat(desk.manifest().set.bytes));
    expect(await sign(key.file)).toMatchObject({ code: 1, error: expect.stringContaining('(altered)') });
  });
});

describe('`mxp feed verify` finds', () => {
  const change = (more: object) =>
    writeFileSync(join(desk.feed, 'feed.json'), manifestText({ ...desk.manifest(), ...more }));
  const setFile = () => join(desk.feed, desk.manifest().set.path);

  it.each<[string, string, () => void]>([
    ['no manifest', 'missing', () => rmSync(join(desk.feed, 'feed.json'))],
    ['a manifest far too large', 'tooLarge', () => desk.write('feed/feed.json', 'x'.repeat(70_000))],
    ['another sequence', 'unsigned', () => change({ sequence: 2 })],
    ['a longer life', 'unsigned', () => change({ expiresAt: desk.manifest().expiresAt + 1 })],
    ['a new layout', 'malformed', () => desk.write('feed/feed.json', JSON.stringify(desk.manifest()))],
    ['no set', 'missing', () => rmSync(setFile())],
    ['a set cut short', 'altered', () => writeFileSync(setFile(), readFileSync(setFile()).subarray(1))],
    ['another set', 'altered', () => writeFileSync(setFile(), readFileSync(setFile()).fill(1, 20))],
  ])('%s: %s', async (_what, fault, harm) => {
    const { publicKey } = await signedFeed();
    harm();
    expect(await verify(publicKey)).toMatchObject({ code: 1, ok: false, fault });
  });

  it('that it expires soon, and fails not for that', async () => {
    const key = await desk.key();
    await desk.run(`feed build ${desk.rules} --out ${desk.feed} --life 6d`);
    await sign(key.file);
    expect(await verify(key.publicKey)).toMatchObject({
      code: 0,
      warning: expect.stringContaining('expires in'),
    });
  });
});

describe('`mxp feed publish` to a folder', () => {
  const publish = (more = '') => desk.json(`feed publish ${desk.feed} --dir ${desk.site}${more}`);

  it('copies what the manifest names, and nothing else', async () => {
    await build();
    desk.change('newcomer');
    await signedFeed();
    expect(await publish()).toMatchObject({ code: 0, published: true, sequence: 2 });
    expect(readdirSync(desk.site).toSorted()).toEqual(['feed.json', 'sets']);
    expect(readdirSync(join(desk.site, 'sets'))).toHaveLength(1);
  });

  it('says when it was published before', async () => {
    await signedFeed();
    await publish();
    expect(await publish()).toMatchObject({ code: 0, published: false });
  });

  it('takes the same release with one more signature', async () => {
    const old = await signedFeed();
    await publish();
    const young = await desk.key();
    await sign(young.file);
    expect(await publish()).toMatchObject({ code: 0, published: true, signatures: [old.id, young.id] });
  });

  it('refuses a release that is not above the published one, unless forced', async () => {
    const key = await signedFeed();
    await publish();
    desk.change('newcomer');
    desk.write('feed/feed.json', 'gone');
    await desk.run(`feed build ${desk.rules} --out ${desk.feed} --sequence 1`);
    await sign(key.file);
    expect(await publish()).toMatchObject({ code: 1, error: expect.stringContaining('--sequence 2') });
    expect(desk.manifest(desk.site).set).not.toEqual(desk.manifest().set);
    expect(await publish(' --force')).toMatchObject({ code: 0, published: true });
    expect(desk.manifest(desk.site)).toEqual(desk.manifest());
  });

  it('refuses what is not signed, or not by a key that was named', async () => {
    await build();
    expect(await publish()).toMatchObject({ code: 1, error: expect.stringContaining('is not signed') });
    await signedFeed();
    const { publicKey } = await desk.key();
    expect(await publish(` --trust ${publicKey}`)).toMatchObject({
      code: 1,
      error: expect.stringContaining('unsigned'),
    });
    expect(readdirSync(desk.at())).not.toContain('site');
  });

  it('refuses to write over what it cannot read, unless forced', async () => {
    await signedFeed();
    desk.write('site/feed.json', '{}');
    expect(await publish()).toMatchObject({ code: 1, error: expect.stringContaining('no manifest') });
    expect(await publish(' --force')).toMatchObject({ code: 0, published: true });
  });
});

describe('wrong usage', () => {
  it.each([
    ['feed build rules', '--out <folder>'],
    ['feed build rules --out x --sequence 0', 'must be a whole number from 1'],
    ['feed build rules --out x --life soon', 'write it as 30d'],
    ['feed sign x', '--key <file...>'],
    ['feed verify x', '--trust <key...>'],
    ['feed verify x --trust abc', 'is no public key'],
    [`feed verify http://example.org/ --trust ${'A'.repeat(43)}=`, 'write https://'],
    ['feed publish x', 'name exactly one of'],
    ['feed publish x --bucket b-b --dir y', 'name exactly one of'],
    ['feed publish x --bucket s3://one', 'without s3://'],
  ])('`mxp %s` ends with 2 and says what to do', async (line, says) => {
    const { code, out, err } = await desk.run(line);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
  });

  it.each(['keygen', 'lint', 'build', 'sign', 'verify', 'publish'])(
    'help of %s shows an example',
    async (name) => {
      const { code, out } = await desk.run(`feed ${name} --help`);
      expect(code).toBe(0);
      expect(out).toMatch(/Examples?:\n {2}mxp feed /);
      expect(out).toContain('--json');
    },
  );
});
