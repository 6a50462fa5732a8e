import type { Finding } from './finding.ts';
import { found } from './found.ts';
import type { LintWhere } from './model.ts';
import type { RuleList, SourceMap } from './source-map.ts';

/** How parsing names the rule and the field of a problem: `bounce rule 'full': patterns.2: is too long`. */
const NAMED = /^(bounce rule|rule) '([^']*)'(?:: ([a-z]\w*)(?:\.(\d+))?(?:\.[\w-]+)*)?: /i;

function findingOf(problem: string, sources: SourceMap, file: LintWhere): Finding {
  const [, noun, rule, field, entry] = NAMED.exec(problem) ?? [];
  const list: RuleList = noun === 'rule' ? 'rules' : 'bounces';
  const known =
    rule === undefined
      ? undefined
      : sources.whereOf(list, rule, field, entry === undefined ? undefined : Number(entry));
  const isMask = field === 'masks' && entry !== undefined;
  return found(isMask ? 'mx-mask-no-name' : 'not-valid', {
    message: problem,
    advice: isMask
      ? "Write the host's name as the DNS has it: lower case, no dot at its ends, no scheme, no port."
      : 'Mend it; docs/rules.md and docs/bounces.md tell the format. Nothing else is checked until then.',
    ...(rule === undefined ? {} : { rule }),
    where: known ?? file,
  });
}

/** What parsing says of a file that is no rule set, as findings. */
export const lintProblems = (
  problems: readonly string[],
  sources: SourceMap,
  file: LintWhere,
): readonly Finding[] => problems.map((problem) => findingOf(problem, sources, file));
