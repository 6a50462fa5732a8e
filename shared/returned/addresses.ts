import { LONGEST_ADDRESS } from './limits.ts';

/** An address inside any text; both sides are bounded, so that a search takes time in proportion to the text. */
const ADDRESS = /[^\s<>()[\]",:;@`']{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,10}[\p{L}\p{N}-]{2,63}/gu;

/** All addresses inside a text, as they stand there. */
export const addressesIn = (text: string): readonly string[] => text.match(ADDRESS) ?? [];

/**
 * The address of a recipient field: `rfc822; user@example.com` (RFC 3464 §2.3.1), with or without type, brackets and
 * comment. Undefined where it names none, as `unknown` or a redacted one.
 */
export function addressOf(field: string | undefined): string | undefined {
  if (field === undefined) return undefined;
  const bare = field.replace(/^\s*[\w-]{1,40}\s*;\s*/, '').slice(0, LONGEST_ADDRESS);
  const quoted = /"(?:[^"\\]|\\.){1,128}"@[^\s<>()]{1,255}/.exec(bare)?.[0];
  return quoted ?? addressesIn(bare)[0];
}
