import { maskProblem } from '../rules/mask.ts';
import type { MxRuleData } from '../rules/schema.ts';
import { hostsOf, type KnownHost } from './known-hosts.ts';
import { type RuleFields, translateSettings } from './kumomta-limits.ts';
import type { Block, MatchTerm } from './kumomta-shaping.ts';
import type { NoCounterpart, Place } from './no-counterpart.ts';
import { createRuleIds } from './rule-id.ts';

/** The mask of a suffix or host name as written: a suffix is the end of the host's name. */
export const maskOf = ({ kind, text }: MatchTerm): string | undefined =>
  kind === 'MXSuffix' ? `*${text}` : kind === 'HostName' ? text : undefined;

/** A name in the DNS may be written with the root's dot; masks have none. */
const tidy = (mask: string): string => mask.toLowerCase().replace(/\.$/, '');

/** Whether all sites of a provider share its counter. */
export const isCountedTogether = ({ settings }: Block): boolean =>
  settings.some(({ name }) => name.startsWith('provider_'));

export interface ImportedMx {
  readonly rules: readonly MxRuleData[];
  readonly missing: readonly NoCounterpart[];
}

interface Surroundings {
  readonly defaults: RuleFields;
  readonly known: readonly KnownHost[];
  readonly idOf: (name: string) => string;
}

const leftOut = ({ file, line }: Place, what: string, why: string): NoCounterpart => ({
  file,
  line,
  what,
  why,
});

const termProblem = (term: MatchTerm): string | undefined => {
  const mask = maskOf(term);
  if (mask === undefined) return 'rules go by the MX host, not by the recipient’s domain';
  return maskProblem(tidy(mask));
};

function providerRule(block: Block, { defaults, known, idOf }: Surroundings): ImportedMx {
  const masks = [
    ...new Set(block.match.filter((term) => !termProblem(term)).map((term) => tidy(maskOf(term) ?? ''))),
  ];
  const { fields, missing } = translateSettings(block.settings, block.name);
  const lost = block.match.flatMap((term) => {
    const problem = termProblem(term);
    return problem ? [leftOut(term, `${term.kind} '${term.text}' of ${block.name}`, problem)] : [];
  });
  if (masks.length === 0)
    return {
      rules: [],
      missing: [
        ...lost,
        leftOut(block, `provider ${block.name}`, 'it names no MX host; a rule needs a mask'),
        ...missing,
      ],
    };
  const { class: name, examples, isMadeUp } = hostsOf(masks, known);
  const note = isMadeUp ? ' The example is made of the mask: put a real MX host in its place.' : '';
  const rule: MxRuleData = {
    id: idOf(block.name),
    class: name,
    masks,
    scope: isCountedTogether(block) ? 'rule' : 'host',
    ...defaults,
    ...fields,
    examples: [...examples],
    source: `KumoMTA, provider ${block.name} at ${block.file}:${block.line}.${note}`,
  };
  return { rules: [rule], missing: [...lost, ...missing] };
}

/** A domain's limits hold for its MX hosts, which the file does not name. */
const domainLeftOut = (block: Block): readonly NoCounterpart[] =>
  block.settings.some(({ name }) => name !== 'mx_rollup') || block.automations.length === 0
    ? [
        leftOut(
          block,
          `domain ${block.name}`,
          `rules go by the MX host: look it up (dig MX ${block.name}) and write a rule with its mask`,
        ),
      ]
    : [];

function defaultRule(block: Block, { idOf }: Surroundings): ImportedMx {
  const { fields, missing } = translateSettings(block.settings, 'default');
  const { class: name, examples } = hostsOf(['*'], []);
  const rule: MxRuleData = {
    id: idOf('everyone-else'),
    class: name,
    masks: ['*'],
    ...fields,
    examples: [...examples],
    source: `KumoMTA, default at ${block.file}:${block.line}.`,
  };
  return { rules: [rule], missing };
}

/**
 * MX rules of KumoMTA's blocks. Each provider starts from the default block, as there. A provider with a limit of its own
 * for all sites has one counter, any other one per host. The default becomes the rule `*`.
 */
export function kumomtaMx(blocks: readonly Block[], known: readonly KnownHost[]): ImportedMx {
  const defaults = blocks.filter(({ kind }) => kind === 'default');
  const around: Surroundings = {
    defaults: translateSettings(
      defaults.flatMap(({ settings }) => settings),
      'default',
    ).fields,
    known,
    idOf: createRuleIds(),
  };
  const parts = blocks.filter(({ kind }) => kind === 'provider').map((block) => providerRule(block, around));
  const last = defaults.map((block) => defaultRule(block, around));
  const all = [...parts, ...last];
  return {
    rules: all.flatMap(({ rules }) => rules),
    missing: [
      ...all.flatMap(({ missing }) => missing),
      ...blocks.filter(({ kind }) => kind === 'domain').flatMap(domainLeftOut),
    ],
  };
}
