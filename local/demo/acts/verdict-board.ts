import type { OutcomeEvent } from '../../../shared/outcome/event.ts';
import type { Screen } from '../screen.ts';
import { createVerdictFeed } from '../verdict-lines.ts';

const VERDICTS_A_SECOND = 2;
const MOST_SHOWN = 4;

/** The last verdicts, two lines each; those of a new kind are noted as they come. */
export function createVerdictBoard(toOf: (id: string) => string, screen: Pick<Screen, 'note'>) {
  const feed = createVerdictFeed(toOf);
  let seen = 0;
  let shown: readonly (readonly string[])[] = [];
  return {
    look(events: readonly OutcomeEvent[]): readonly string[] {
      const picked = feed.pick(events.slice(seen), VERDICTS_A_SECOND);
      seen = events.length;
      for (const { lines, first } of picked) if (first) screen.note(lines);
      const told = new Set(shown.map(([, verdict]) => verdict));
      const fresh = picked.map(({ lines }) => lines).filter(([, verdict]) => !told.has(verdict));
      shown = [...shown, ...fresh].slice(-MOST_SHOWN);
      return shown.length > 0 ? ['', ...shown.flat()] : [];
    },
  };
}
