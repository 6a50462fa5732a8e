import type { Finding } from '../lint/finding.ts';
import { found } from '../lint/found.ts';
import type { Block, MatchTerm } from './kumomta-shaping.ts';

/** Suffixes and names are compared letter by letter: `*` and `?` are in no host's name. */
function globFault(provider: string, { kind, text, file, line }: MatchTerm): readonly Finding[] {
  if (!/[*?]/.test(text)) return [];
  const message = `${kind} '${text}' of '${provider}' is compared as it is written, and no host has '*' or '?' in its name`;
  const advice = `Write the end of the name alone: '${text.replace(/^.*[*?]/, '')}'.`;
  return [found('mx-mask-no-name', { message, advice, rule: provider, where: { file, line } })];
}

/** A suffix without its dot ends other people's names as well. */
function openFault(provider: string, { kind, text, file, line }: MatchTerm): readonly Finding[] {
  if (!kind.endsWith('Suffix') || /^[.*?]/.test(text)) return [];
  const message = `${kind} '${text}' of '${provider}' also takes names that only end so, like 'other${text}'`;
  const advice = `Write '.${text}', and the name itself as HostName if it is a host.`;
  return [
    {
      ...found('mx-mask-no-name', { message, advice, rule: provider, where: { file, line } }),
      severity: 'warning',
    },
  ];
}

/** What providers are told by, where that is not what was meant. */
export const termFaults = (blocks: readonly Block[]): readonly Finding[] =>
  blocks.flatMap(({ name, match }) =>
    match.flatMap((term) => [...globFault(name, term), ...openFault(name, term)]),
  );
