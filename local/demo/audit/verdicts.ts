import {
  FAILURE_REASONS,
  type FailureReason,
  type OutcomeEvent,
  type OutcomeKind,
} from '../../../shared/outcome/event.ts';
import type { Truth } from '../providers/refusal.ts';
import type { Truths } from './truths.ts';

/** A verdict of ours beside what the provider meant. */
export interface Compared {
  readonly truth: Truth;
  /** Absent: the event names no reason. */
  readonly verdict?: Truth;
  readonly reply: string;
  readonly bounceRule?: string;
}

/** Verdicts against truth; a verdict is right when type and reason are. */
export interface Confusion {
  readonly judged: number;
  readonly right: number;
  /** By the reason meant, then by the reason found; `none`: no reason was found. */
  readonly counts: Readonly<Partial<Record<FailureReason, Readonly<Record<string, number>>>>>;
  /** One of each text. */
  readonly wrong: readonly Compared[];
}

const JUDGED: readonly OutcomeKind[] = ['bounced', 'delayed', 'undeliverable'];

const isRight = ({ truth, verdict }: Compared): boolean =>
  verdict?.type === truth.type && verdict.reason === truth.reason;

function compare(event: OutcomeEvent, truths: Truths): readonly Compared[] {
  const truth = JUDGED.includes(event.kind) ? truths.ofEvent(event) : undefined;
  if (!truth) return [];
  const { type, reason, reply, detail, bounceRule } = event;
  return [
    {
      truth,
      ...(type && reason ? { verdict: { type, reason } } : {}),
      reply: reply ?? detail ?? '',
      ...(bounceRule === undefined ? {} : { bounceRule }),
    },
  ];
}

const countBy = (compared: readonly Compared[]): Readonly<Record<string, number>> => {
  const groups = Map.groupBy(compared, ({ verdict }) => verdict?.reason ?? 'none');
  return Object.fromEntries([...groups].map(([reason, some]) => [reason, some.length]));
};

/** Holds every verdict that upstream was told against the truth, where the truth is known. */
export function confusionOf(events: Iterable<OutcomeEvent>, truths: Truths): Confusion {
  const compared = [...events].flatMap((event) => compare(event, truths));
  const byTruth = Map.groupBy(compared, ({ truth }) => truth.reason);
  const wrong = compared.filter((one) => !isRight(one));
  return {
    judged: compared.length,
    right: compared.length - wrong.length,
    counts: Object.fromEntries(
      FAILURE_REASONS.flatMap((reason) => {
        const some = byTruth.get(reason);
        return some ? [[reason, countBy(some)]] : [];
      }),
    ),
    wrong: [...new Map(wrong.map((one) => [one.reply, one])).values()],
  };
}
