import type { KeyStatus } from '../../../shared/quota/key-status.ts';
import type { Paced } from '../acts/paced.ts';
import type { Unpaced } from '../acts/unpaced.ts';
import type { KeyAudit } from '../audit/accepted.ts';
import type { Books, Totals } from '../audit/books.ts';
import type { ByMail } from '../audit/by-mail.ts';
import { isRight, type Tally } from '../audit/tally.ts';
import type { Confusion } from '../audit/verdicts.ts';
import type { StepResult } from '../script/step.ts';

/** Everything that a run ends with; `--json` prints it on one line. */
export interface Summary {
  readonly ok: boolean;
  readonly mails: number;
  readonly dispositions: Tally['byDisposition'];
  readonly waiting: number;
  readonly holdingSlot: number;
  readonly missing: number;
  /** Hand-overs that a sender had to doubt. */
  readonly doubts: number;
  readonly copies: number;
  readonly endedTwice: number;
  readonly handedOverTwice: number;
  readonly seconds: number;
  readonly firstHandOverSeconds?: number;
  readonly keys: readonly KeyAudit[];
  readonly draining: readonly KeyStatus[];
  /** Lines that functions printed, and those among them that name a recipient. */
  readonly log: { readonly lines: number; readonly leaks: number };
  readonly script: readonly StepResult[];
  readonly verdicts: Confusion;
  readonly byMail: ByMail;
  /** What the providers' own logs say of the paced run, and of the unpaced one. */
  readonly paced: Totals & { readonly handedOver: number; readonly books: readonly Books[] };
  readonly unpaced?: Unpaced;
}

export interface RunFacts {
  readonly tally: Tally;
  readonly audits: readonly KeyAudit[];
  readonly paced: Paced;
  readonly books: readonly Books[];
  readonly totals: Totals;
  readonly verdicts: Confusion;
  readonly byMail: ByMail;
  readonly log: Summary['log'];
  readonly handedOverTwice: number;
  readonly firstHandOverSeconds?: number;
  readonly unpaced?: Unpaced;
}

/** The run is right: every mail accounted for once, every limit kept, no address in a log, nothing changed that must not. */
const isInOrder = ({ tally, audits, handedOverTwice, log, paced }: RunFacts): boolean =>
  isRight(tally) &&
  audits.every(({ peak, limit }) => peak <= limit) &&
  handedOverTwice === 0 &&
  log.leaks === 0 &&
  paced.steps.every(({ ok }) => ok !== false);

export function summaryOf(facts: RunFacts): Summary {
  const { tally, audits, paced, books, totals, verdicts, log, handedOverTwice } = facts;
  return {
    ok: isInOrder(facts),
    mails: tally.mails,
    dispositions: tally.byDisposition,
    waiting: tally.waiting,
    holdingSlot: tally.holdingSlot,
    missing: tally.missing,
    doubts: tally.doubts,
    copies: tally.copies,
    endedTwice: tally.endedTwice.length,
    handedOverTwice,
    seconds: paced.seconds,
    ...(facts.firstHandOverSeconds === undefined ? {} : { firstHandOverSeconds: facts.firstHandOverSeconds }),
    keys: audits,
    draining: paced.statuses.filter(({ waiting }) => waiting > 0),
    log,
    script: paced.steps,
    verdicts,
    byMail: facts.byMail,
    paced: { ...totals, handedOver: paced.accepted.length, books },
    ...(facts.unpaced ? { unpaced: facts.unpaced } : {}),
  };
}
