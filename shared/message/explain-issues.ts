import type * as z from 'zod';
import { cut } from '../text/cut.ts';
import { maskAddresses } from '../text/mask-address.ts';
import { nameOfType } from './json-value.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Ours: a reason is read by people and travels in a queue's attribute. */
const MOST_PROBLEMS = 3;
const LONGEST_REASON = 500;
const LONGEST_NAME = 40;

/** What zod calls otherwise than JSON does. */
const NAMES: Readonly<Record<string, string>> = { record: 'object', array: 'list' };

/** Says what is expected where a schema does not say so itself. */
export const describeIssue: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'missing'
        : `expected ${NAMES[issue.expected] ?? issue.expected}, found ${nameOfType(issue.input)}`;
    case 'invalid_value':
      return issue.input === undefined ? 'missing' : `expected ${issue.values.join(' or ')}`;
    case 'too_big':
      return `expected at most ${issue.maximum} ${unitOf(issue.origin)}`;
    case 'too_small':
      return `expected ${issue.minimum} or more ${unitOf(issue.origin)}`;
    default:
      return undefined;
  }
};

const unitOf = (origin: string): string => (origin === 'string' ? 'characters' : 'entries');

/** Of a choice's branches the one that upstream meant: of the right type, then with the fewest faults. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const isOfOtherType = (issues: readonly Issue[]) =>
    issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0);
  const rank = (issues: readonly Issue[]) => issues.length + (isOfOtherType(issues) ? 1_000_000 : 0);
  return branches.toSorted((one, other) => rank(one) - rank(other))[0] ?? [];
}

const RECIPIENTS: ReadonlySet<string> = new Set(['cc', 'bcc']);

const unknownField = (name: string): string =>
  RECIPIENTS.has(name.toLowerCase())
    ? 'one mail has one recipient; send one message for each'
    : 'there is no such field; correct its name or take it out';

function problemsOf(issue: Issue, parent: Path): readonly string[] {
  const path = [...parent, ...issue.path];
  switch (issue.code) {
    case 'invalid_union':
      return likeliest(issue.errors).flatMap((inner) => problemsOf(inner, path));
    case 'invalid_key':
      return issue.issues.flatMap((inner) => problemsOf(inner, path));
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${nameOf([...path, key])}: ${unknownField(key)}`);
    default:
      return [`${nameOf(path)}: ${issue.message}`];
  }
}

const nameOf = (path: Path): string => (path.length === 0 ? 'message' : path.map(partOf).join('.'));

/** Names come from upstream too: only plain ones are shown as they are. */
function partOf(part: PropertyKey): string {
  const text = cut(String(part), LONGEST_NAME);
  return /^[!-~]+$/.test(text) ? text : JSON.stringify(text);
}

/** All that is wrong, in the order of the fields, with their paths; addresses are masked. */
export function explainIssues(issues: readonly Issue[]): string {
  const problems = issues.flatMap((issue) => problemsOf(issue, []));
  const more = problems.length > MOST_PROBLEMS ? `; and ${problems.length - MOST_PROBLEMS} more` : '';
  return cut(maskAddresses(problems.slice(0, MOST_PROBLEMS).join('; ')) + more, LONGEST_REASON);
}
