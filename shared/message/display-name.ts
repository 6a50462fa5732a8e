/** RFC 2047 §2: an encoded word has at most 75 characters, 12 of which frame it; 60 of base64 are 45 bytes. */
const BYTES_OF_A_WORD = 45;

/** RFC 5322 §3.2.3: atoms, and the spaces between them. */
const ATOMS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** Splits between characters, so that each word decodes on its own (RFC 2047 §5). */
function chunksOf(name: string): readonly string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const character of name) {
    if (Buffer.byteLength(chunk + character) > BYTES_OF_A_WORD) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...chunks, chunk];
}

/** A display name as it stands in a header: as it is, quoted (RFC 5322 §3.2.4), or in UTF-8 encoded words (RFC 2047). */
export function encodeDisplayName(name: string): string {
  if (ATOMS.test(name) && !name.includes('=?')) return name;
  if (/^[ -~]*$/.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}"`;
  return chunksOf(name)
    .map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString('base64')}?=`)
    .join(' ');
}
