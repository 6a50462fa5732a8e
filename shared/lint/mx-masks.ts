import { maskProblem } from '../rules/mask.ts';
import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintModel, LintMxRule, LintText } from './model.ts';

/** RFC 1035 §2.3.4. */
const LONGEST_LABEL = 63;

/** What keeps a mask from fitting any host name, beyond what maskProblem knows; undefined when nothing does. */
function nameProblem(mask: string): string | undefined {
  if (/\s/.test(mask)) return `mask '${mask}' holds a space, which no host name does`;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(mask)) return `mask '${mask}' is an address of the web, not of a host`;
  if (/:\d+$/.test(mask)) return `mask '${mask}' names a port, which is no part of a host's name`;
  const problem = maskProblem(mask);
  if (problem) return problem;
  const labels = mask.split('.');
  const long = labels.find((label) => label.replaceAll('*', '').length > LONGEST_LABEL);
  if (long) return `mask '${mask}' has a label of more than ${LONGEST_LABEL} characters`;
  const hyphened = labels.find((label) => /^-|-$/.test(label));
  if (hyphened) return `mask '${mask}' has a label '${hyphened}' that begins or ends with a hyphen`;
  if (/^\d+$/.test(labels.at(-1) ?? '')) return `mask '${mask}' ends in a number: an MX is a name, not an IP`;
  return undefined;
}

function checkMask({ id, where }: LintMxRule, mask: LintText): readonly Finding[] {
  const message = nameProblem(mask.text);
  if (message === undefined) return [];
  const advice =
    "Write the host's name as the DNS has it: lower case, no dot at its ends, no scheme, no port.";
  return [found('mx-mask-no-name', { message, advice, rule: id, where: mask.where ?? where })];
}

function checkMatch({ id, masks, domains = [], isDefault, where }: LintMxRule): readonly Finding[] {
  if (isDefault || masks.length + domains.length > 0) return [];
  const message = `rule '${id}' names no host and no domain, so it never applies`;
  const advice = 'Give it masks, or rename it to the rule that it was meant to add to.';
  return [found('provider-never-matches', { message, advice, rule: id, where })];
}

/** Masks by themselves: can they fit a name at all? */
export const lintMasks = ({ mx }: LintModel): readonly Finding[] =>
  mx.flatMap((rule) => [...rule.masks.flatMap((mask) => checkMask(rule, mask)), ...checkMatch(rule)]);
