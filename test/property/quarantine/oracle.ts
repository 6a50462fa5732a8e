import type { FailureReason } from '../../../shared/outcome/event.ts';
import { FAILURE_REASONS } from '../../../shared/outcome/event.ts';
import type { Entry } from '../../../shared/quarantine/entry.ts';
import type { QuarantinePolicy } from '../../../shared/quarantine/policy.ts';

type Err = Extract<Entry, { readonly kind: 'error' }>;

/** What imposes a quarantine. */
interface Imposition {
  readonly place: string;
  readonly at: number;
  readonly reason: FailureReason | undefined;
  readonly end: number;
}

const ORDER = ['handedOver', 'delivered', 'error', 'complaint', 'act'];

/** Entries sort by this text alone. */
const placeOf = (entry: Entry): string => {
  const tie =
    entry.kind === 'act'
      ? entry.act
      : entry.kind === 'error'
        ? `${entry.mail} ${entry.reason === 'userUnknown' ? '' : entry.reason} ${entry.blame ?? ''}`
        : entry.mail;
  return `${String(entry.at).padStart(16, '0')} ${ORDER.indexOf(entry.kind)} ${tie}`;
};

const END = '9';

/**
 * The rules once more, as questions about the whole history instead of a walk through it: slow, and nothing of it is
 * shared with the domain.
 */
export function oracle(history: readonly Entry[], policy: QuarantinePolicy) {
  const now = Math.max(...history.map(({ at }) => at));
  const all = history.filter((entry): entry is Err => entry.kind === 'error');
  const errors = [...new Map(all.map((error) => [placeOf(error), error])).values()].filter(
    (error) => !all.some((other) => other.mail === error.mail && placeOf(other) < placeOf(error)),
  );
  const acts = (name: string) => history.filter((entry) => entry.kind === 'act' && entry.act === name);
  const releases = acts('release').map(placeOf);
  const releasedBetween = (from: string, to: string) => releases.some((place) => from < place && place < to);

  const deliveries = history.filter(({ kind, at, ...entry }) => {
    const mail = 'mail' in entry ? entry.mail : undefined;
    const end = at + policy.deliveryClearsAfter;
    return kind === 'delivered' && !all.some((e) => e.mail === mail && e.at >= at && e.at <= end);
  });
  const cleared = (counted: Err, by: number) =>
    deliveries.some(({ at }) => at >= counted.at && at + policy.deliveryClearsAfter <= by);

  const clean = history.filter(
    (entry) =>
      (entry.kind === 'handedOver' || entry.kind === 'delivered') &&
      !all.some(({ mail }) => mail === entry.mail),
  );
  const endsQuiet = (error: Err): boolean => {
    const before = errors.filter((other) => placeOf(other) < placeOf(error)).map(({ at }) => at);
    const last = Math.max(...before);
    return (
      before.length > 0 &&
      error.at - last >= policy.quietFor &&
      clean.some(({ at }) => at > last && at < error.at)
    );
  };

  const answers = new Map<string, boolean>();
  const once = (question: string, answer: () => boolean): boolean => {
    const known = answers.get(question) ?? answer();
    answers.set(question, known);
    return known;
  };

  const onCounter = (reason: FailureReason, place: string, at: number, quietTo: string): readonly Err[] =>
    errors.filter(
      (error) =>
        error.reason === reason &&
        placeOf(error) < place &&
        counts(error) &&
        !releasedBetween(placeOf(error), place) &&
        !cleared(error, at) &&
        !errors.some(
          (quiet) => placeOf(quiet) > placeOf(error) && placeOf(quiet) <= quietTo && endsQuiet(quiet),
        ) &&
        !errors.some(
          (other) =>
            other.reason === reason &&
            placeOf(other) >= placeOf(error) &&
            placeOf(other) < place &&
            quarantines(other),
        ),
    );
  const counterAt = (error: Err) => onCounter(error.reason, placeOf(error), error.at, placeOf(error));

  const isCharged = ({ reason, blame }: Err): boolean => {
    const rule = policy.reasons[reason];
    return rule !== 'never' && (!rule.blames || (blame !== undefined && rule.blames.includes(blame)));
  };
  const counts = (error: Err): boolean =>
    once(`counts ${placeOf(error)}`, () => {
      if (!isCharged(error)) return false;
      if (inForce(placeOf(error), error.at)?.reason === error.reason) return false;
      return counterAt(error).every(({ at }) => error.at - at >= policy.significantAfter);
    });
  const quarantines = (error: Err): boolean =>
    once(`quarantines ${placeOf(error)}`, () => {
      const rule = policy.reasons[error.reason];
      return rule !== 'never' && counts(error) && counterAt(error).length + 1 >= rule.after;
    });

  /** How long an operator's quarantine lasts. */
  const lasting = (reason: FailureReason | undefined): number => {
    const rule = reason === undefined ? 'never' : policy.reasons[reason];
    return (rule === 'never' ? undefined : rule.releaseAfter) ?? Infinity;
  };

  const impositions = (before: string): readonly Imposition[] => [
    ...errors
      .filter((error) => placeOf(error) < before && quarantines(error))
      .map((error) => {
        const rule = policy.reasons[error.reason];
        const lasts = rule === 'never' ? undefined : rule.releaseAfter;
        return {
          place: placeOf(error),
          at: error.at,
          reason: error.reason,
          end: error.at + (lasts ?? Infinity),
        };
      }),
    ...acts('quarantine')
      .map((entry) => ({
        place: placeOf(entry),
        at: entry.at,
        reason: 'reason' in entry ? entry.reason : undefined,
        end: entry.at + lasting('reason' in entry ? entry.reason : undefined),
      }))
      .filter(({ place }) => place < before),
  ];
  /** Of those that hold, the one that ends last; of such, the first. */
  const inForce = (place: string, at: number): Imposition | undefined =>
    impositions(place)
      .filter((one) => at < one.end && !releasedBetween(one.place, place))
      .sort((a, b) => (a.end === b.end ? (a.place < b.place ? -1 : 1) : b.end > a.end ? 1 : -1))[0];

  const denials = history.filter(
    (entry) =>
      (entry.kind === 'complaint' || (entry.kind === 'act' && entry.act === 'deny')) &&
      !releasedBetween(placeOf(entry), END),
  );
  const isWide = denials.some(
    ({ kind }) => kind === 'act' || policy.complaint.scope === 'allButTransactional',
  );
  const lastWord = [...acts('allow'), ...acts('disallow')].sort((a, b) =>
    placeOf(a) < placeOf(b) ? 1 : -1,
  )[0];

  return {
    now,
    quarantine: inForce(END, now),
    isAllowed: lastWord?.kind === 'act' && lastWord.act === 'allow',
    isDenied: (stream: string) =>
      denials.some((entry) =>
        isWide ? stream !== 'transactional' : 'stream' in entry && entry.stream === stream,
      ),
    counts: Object.fromEntries(
      FAILURE_REASONS.map(
        (reason) =>
          [
            reason,
            onCounter(reason, END, now, END)
              .map(({ at }) => at)
              .sort(),
          ] as const,
      ).filter(([, times]) => times.length > 0),
    ),
  };
}
