/** RFC 1035 §2.3.4: a name has at most 253 visible characters; a mask needs no more. */
const LONGEST = 253;

/** What keeps a text from being a mask on MX host names, said such that it can be put right; undefined when it is one. */
export function maskProblem(mask: string): string | undefined {
  if (mask === '') return 'a mask is empty';
  if (mask.length > LONGEST) return `mask '${mask.slice(0, 40)}…' is longer than ${LONGEST} characters`;
  if (mask !== mask.toLowerCase()) return `mask '${mask}' must be in lower case`;
  if (!/^[a-z0-9_.*?-]+$/.test(mask))
    return `mask '${mask}' may hold letters, digits, '-', '_', '.', '*' and '?' only; it is no regular expression`;
  if (mask.endsWith('.')) return `mask '${mask}' ends with a dot and would fit no host; leave the dot out`;
  if (mask.startsWith('.')) return `mask '${mask}' starts with a dot and would fit no host; write '*${mask}'`;
  if (mask.includes('..')) return `mask '${mask}' has two dots in a row and would fit no host`;
  return undefined;
}
