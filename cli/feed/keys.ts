import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyId, publicKeyText, readFeedKey } from '../../shared/feed/keys.ts';
import type { Answer } from '../commands/answer.ts';
import { UsageError, UserError } from '../user-error.ts';

/** Its owner reads and writes it, nobody else does anything. */
const PRIVATE = 0o600;
/** What group and others may do with a file. */
const OTHERS = 0o077;

const whyOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Makes a key pair. The private half goes into a new file and nowhere else; the public half is told. */
export async function generateKey(folder: string): Promise<Answer> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const id = keyId(privateKey);
  const publicKey = publicKeyText(privateKey);
  const file = join(folder, `feed-${id}.pem`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: PRIVATE, flag: 'wx' });
  } catch (cause) {
    throw new UserError(`${file} could not be written: ${whyOf(cause)}`, { cause });
  }
  const text = [
    `Key ${id}. Its private half is in ${file}: keep it where only those who publish get it.`,
    'Deployments that refresh from your feed trust its public half, by parameter feedKeys:',
    '',
    `  ${publicKey}`,
  ].join('\n');
  return { json: { key: id, publicKey, privateKeyFile: file }, text };
}

/** A private key and what is to be said of its file. */
export interface KeyFile {
  readonly key: KeyObject;
  readonly warning?: string;
}

function parseKey(file: string, pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Whatever OpenSSL says of it might quote it.
  }
  throw new UserError(
    `${file} holds no Ed25519 private key in PEM, without a password, as mxp feed keygen makes it`,
  );
}

/** Reads a private key in PEM; nothing of it is ever shown. */
export async function readKeyFile(file: string): Promise<KeyFile> {
  const pem = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError(`${file} could not be read: ${whyOf(cause)}`, { cause });
  });
  const key = parseKey(file, pem);
  const { mode } = await stat(file);
  return (mode & OTHERS) === 0
    ? { key }
    : { key, warning: `${file} can be read by others than its owner: chmod 600 ${file}` };
}

/** Keys to trust, as `mxp feed keygen` prints them. */
export function trustedKeys(keys: readonly string[]): readonly string[] {
  const wrong = keys.find((key) => readFeedKey(key) === undefined);
  if (wrong !== undefined)
    throw new UsageError(
      `--trust ${wrong.slice(0, 60)}: is no public key; write the 44 characters that mxp feed keygen printed`,
    );
  return keys;
}
