import { describe, expect, it } from 'vitest';
import { readSesError } from '../../../shared/aws/ses-error.ts';
import { parseMail } from '../../../shared/message/parse.ts';
import { bodyOf } from './support/sender.ts';

const parsed = parseMail(bodyOf(), { known: new Set(['default']), default: 'default' });
if (!parsed.ok) throw new Error(parsed.reason);
const order = { mail: parsed.mail, configurationSet: 'set-14h', tags: {} };

/** As Node tells of them; a connection tried on several addresses fails with an AggregateError, which has no syscall. */
const failed = (code: string, syscall: string | undefined) =>
  Object.assign(new Error(`${syscall ?? 'connect'} ${code}`), { code, ...(syscall ? { syscall } : {}) });

describe('a call that failed below HTTP', () => {
  it.each([
    { code: 'ECONNREFUSED', syscall: 'connect', kind: 'slowDown' },
    { code: 'ECONNREFUSED', syscall: undefined, kind: 'slowDown' },
    { code: 'ETIMEDOUT', syscall: 'connect', kind: 'slowDown' },
    { code: 'ENOTFOUND', syscall: 'getaddrinfo', kind: 'slowDown' },
    { code: 'EHOSTUNREACH', syscall: 'connect', kind: 'slowDown' },
    { code: 'EHOSTUNREACH', syscall: 'read', kind: 'unknown' },
    { code: 'ENETUNREACH', syscall: 'write', kind: 'unknown' },
    { code: 'ECONNRESET', syscall: 'read', kind: 'unknown' },
    { code: 'EPIPE', syscall: 'write', kind: 'unknown' },
    { code: 'ETIMEDOUT', syscall: 'read', kind: 'unknown' },
  ])('with $code in $syscall: $kind', ({ code, syscall, kind }) => {
    expect(readSesError(failed(code, syscall), order)).toMatchObject({ kind });
  });
});
