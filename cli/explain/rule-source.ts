import type { Evidence } from '../../shared/ports/quarantine-store.ts';
import type { ActiveRules } from '../../shared/ports/rules-source.ts';

const GONE = 'no longer in the rules in force';

/** The note of where an MX rule comes from, by the rules in force, those before or those that are tried. */
export const mxSource = (id: string, { current, previous, candidate }: ActiveRules): string =>
  [current, previous, candidate?.rules].flatMap((set) => set?.rules.find((rule) => rule.id === id) ?? [])[0]
    ?.source ?? GONE;

/** The same of the bounce rule that decided, on a line of its own; '' where none did. */
export function bounceSource(
  { bounceRule }: Pick<Evidence, 'bounceRule'>,
  { current, previous }: ActiveRules,
): string {
  if (bounceRule === undefined) return '';
  const [rule] = [current, previous].flatMap((set) => set?.bounces.find(({ id }) => id === bounceRule) ?? []);
  return `\n→ ${bounceRule}: ${rule?.source ?? GONE}`;
}
