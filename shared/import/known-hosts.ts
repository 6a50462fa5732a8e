import { compileGlob } from '../rules/glob.ts';

/** A real MX host, and the class of the shipped rule that is for it. */
export interface KnownHost {
  readonly host: string;
  readonly class: string;
}

/** Where a mask's hosts are found, and what they are taken for. */
export interface HostsOfMasks {
  readonly class: string;
  readonly examples: readonly string[];
  /** Made of the mask, for no known host fits. */
  readonly isMadeUp: boolean;
}

const ENOUGH = 3;

/** The class for hosts of nobody's. */
const ANY_CLASS = 'everyone-else';

/** Known hosts that fit the masks, with the class that they have in the shipped rules; else one host made of a mask. */
export function hostsOf(masks: readonly string[], known: readonly KnownHost[]): HostsOfMasks {
  const globs = masks.map(compileGlob);
  const found = known.filter(({ host }) => globs.some((isOf) => isOf(host)));
  if (found.length > 0)
    return {
      class: found[0]?.class ?? ANY_CLASS,
      examples: found.slice(0, ENOUGH).map(({ host }) => host),
      isMadeUp: false,
    };
  const made = (masks[0] ?? '*')
    .replace(/^\*\.?/, 'mx1.')
    .replaceAll('*', 'x')
    .replaceAll('?', '1');
  return { class: ANY_CLASS, examples: [made === 'mx1.' ? 'mx1.example.com' : made], isMadeUp: true };
}
