import type { Suppression } from '../quarantine/standing.ts';

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Since when and until when, for people. */
export function suppressionText({ by, since, releaseAt }: Suppression): string {
  if (by === 'denylist') return `on the denylist since ${day(since)}`;
  const until = releaseAt === undefined ? 'until an operator releases it' : `until ${day(releaseAt)}`;
  return `in quarantine since ${day(since)}, ${until}`;
}
