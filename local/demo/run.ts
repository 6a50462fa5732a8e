import { MINUTE } from '../../shared/time/units.ts';
import type { Engine } from '../engine.ts';
import { runPaced } from './acts/paced.ts';
import type { Unpaced } from './acts/unpaced.ts';
import { auditAccepted } from './audit/accepted.ts';
import { booksOf, totalsOf } from './audit/books.ts';
import { countByMail } from './audit/by-mail.ts';
import { countDoubles } from './audit/doubles.ts';
import type { LeakWatch } from './audit/leaks.ts';
import { tallyOf } from './audit/tally.ts';
import { truthsOf } from './audit/truths.ts';
import { confusionOf } from './audit/verdicts.ts';
import type { Wave } from './campaign.ts';
import { demoKeyOf } from './demo-keys.ts';
import { CATALOGUE } from './providers/catalogue.ts';
import { type Summary, summaryOf } from './report/summary.ts';
import type { Screen } from './screen.ts';

export interface RunOptions {
  readonly waves: readonly Wave[];
  /** What happens on the way belongs to the sample campaign. */
  readonly scripted: boolean;
  /** The paced act ends after this, whatever still waits. */
  readonly mostMillis: number;
  /** When the engine's start began, for the time to the first hand-over. */
  readonly startedAt: number;
  readonly screen: Pick<Screen, 'draw' | 'say' | 'note'>;
  readonly leaks: LeakWatch;
  /** Hand-overs that senders doubted so far. */
  readonly doubts: () => number;
  readonly unpaced?: Unpaced;
}

/** Sends the waves through the engine, and recounts everything from the logs of SES and of the providers. */
export async function runCampaign(engine: Engine, options: RunOptions): Promise<Summary> {
  const { leaks } = options;
  const paced = await runPaced(engine, options);
  const { mails, accepted, events, raised, waiting, onTheWay } = paced;
  leaks.expect(mails.map(({ to }) => to));
  const limitOf = (mx: string) => {
    const { name, normal, fast } = demoKeyOf(mx);
    return { name, limit: raised ? fast : normal };
  };
  const books = CATALOGUE.map((provider) => booksOf(provider, engine.providers));
  const [first] = accepted;
  return summaryOf({
    tally: tallyOf(
      mails.map(({ id }) => id),
      events,
      { waiting, holdingSlot: onTheWay, doubts: options.doubts() },
    ),
    audits: auditAccepted(accepted, limitOf, MINUTE),
    paced,
    books,
    totals: totalsOf(books),
    verdicts: confusionOf(events, truthsOf(engine.providers, mails)),
    byMail: countByMail(events, mails),
    log: { lines: leaks.lines, leaks: leaks.leaks.length },
    handedOverTwice: countDoubles(mails, accepted),
    ...(first ? { firstHandOverSeconds: Math.round((first.at - options.startedAt) / 100) / 10 } : {}),
    ...(options.unpaced ? { unpaced: options.unpaced } : {}),
  });
}
