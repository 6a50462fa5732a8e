/** RFC 1035 §2.3.4: at most 253 visible characters in all, 63 in a label. */
const LONGEST = 253;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/**
 * A DNS name as we keep it: lower case, without the dot at its end. Undefined for what no mail goes to: IP addresses,
 * names of one label, and texts that are no name in A-label form.
 */
export function hostName(text: string): string | undefined {
  const name = text.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const usable = name.length <= LONGEST && labels.length > 1 && labels.every((label) => LABEL.test(label));
  return usable && !/^[0-9]+$/.test(labels.at(-1) ?? '') ? name : undefined;
}
