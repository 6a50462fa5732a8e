import { domainToASCII } from 'node:url';

export type ReadDomain =
  | { readonly ok: true; readonly domain: string }
  | { readonly ok: false; readonly problem: string };

/** Octets of a domain and of one label of it (RFC 5321 §4.5.3.1.2, RFC 1035 §2.3.4). */
const LONGEST_DOMAIN = 255;
const LONGEST_LABEL = 63;

/** Letters, digits and inner hyphens (RFC 5321 §4.1.2, sub-domain). */
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

const bad = (problem: string): ReadDomain => ({ ok: false, problem: `the domain ${problem}` });

/** ASCII stays as it is, for the IDNA mapping also reads numbers as IP addresses. */
function toALabels(domain: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  return /^[\x00-\x7f]*$/.test(domain) ? domain.toLowerCase() : domainToASCII(domain);
}

function labelProblem(label: string): string | undefined {
  if (label === '') return 'has an empty label';
  if (label.length > LONGEST_LABEL) return `has a label of over ${LONGEST_LABEL} characters`;
  return LABEL.test(label)
    ? undefined
    : 'has a label with other characters than letters, digits and inner hyphens';
}

/**
 * Reads a mail domain (RFC 5321 §4.1.2, Domain) into A-labels (RFC 5891) in lower case. Address literals and domains of
 * one label are refused: neither has an MX that can be looked up.
 */
export function readDomain(text: string): ReadDomain {
  if (text === '') return bad('is missing');
  if (text.startsWith('[')) return bad('is an address literal; write a domain name');
  if (text.length > LONGEST_DOMAIN) return bad(`is over ${LONGEST_DOMAIN} characters`);
  const domain = toALabels(text);
  if (domain === '') return bad('is no valid internationalised domain name');
  if (domain.length > LONGEST_DOMAIN) return bad(`is over ${LONGEST_DOMAIN} characters`);
  const labels = domain.split('.');
  const problem = labels.map(labelProblem).find((found) => found !== undefined);
  if (problem) return bad(problem);
  if (labels.length === 1) return bad('has one label only; write it in full');
  if (/^[0-9]+$/.test(labels.at(-1) ?? '')) return bad('ends in a number, as no domain does');
  return { ok: true, domain };
}
