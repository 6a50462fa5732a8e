import fc from 'fast-check';
import type { MailId } from '../../../shared/message/mail.ts';
import { BLAMES, FAILURE_REASONS } from '../../../shared/outcome/event.ts';
import { type Entry, OPERATOR_ACTS } from '../../../shared/quarantine/entry.ts';
import type { QuarantinePolicy } from '../../../shared/quarantine/policy.ts';
import { DAY, MINUTE } from '../../../shared/time/units.ts';
import { POLICY } from '../../support/quarantine.ts';

/** All durations of the policy are multiples of 36 minutes, so a grid of them meets its boundaries. */
const GRID = 36 * MINUTE;
const START = 50_000 * GRID;

/** Steps from one entry to the next: at once, about a significant error apart, about a delivery's effect, quiet days. */
const gap = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 10) },
  { weight: 5, arbitrary: fc.constantFrom(35, 36, 37, 40) },
  { weight: 2, arbitrary: fc.constantFrom(79, 80, 81, 100) },
  { weight: 1, arbitrary: fc.constantFrom(360, 399, 400, 401) },
);
const longGap = fc.constantFrom(1_100, 1_199, 1_200, 1_201);
const offset = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.constantFrom(-1, 1) },
);

/** What happened, but for when and to which mail. */
type What = (at: number, mail: MailId) => Entry;

const error = fc
  .record({
    reason: fc.oneof(
      { weight: 3, arbitrary: fc.constant('mailboxFull' as const) },
      { weight: 2, arbitrary: fc.constantFrom('inactiveUser' as const, 'unreachable' as const) },
      { weight: 1, arbitrary: fc.constantFrom(...FAILURE_REASONS) },
    ),
    blame: fc.option(
      fc.oneof(fc.constant('network' as const), fc.constant('network' as const), fc.constantFrom(...BLAMES)),
      { nil: undefined, freq: 4 },
    ),
  })
  .map(
    ({ reason, blame }): What =>
      (at, mail) => ({ kind: 'error', mail, at, reason, ...(blame ? { blame } : {}) }),
  );

const success = fc.constantFrom('handedOver' as const, 'delivered' as const).map(
  (kind): What =>
    (at, mail) => ({ kind, mail, at }),
);

const complaint = fc.constant<What>((at, mail) => ({
  kind: 'complaint',
  mail,
  at,
  // Of one mail always the same.
  stream: mail.length % 2 === 0 ? 'marketing' : 'news',
}));

const act = fc
  .record({ act: fc.constantFrom(...OPERATOR_ACTS), reason: fc.option(fc.constantFrom(...FAILURE_REASONS)) })
  .map(
    ({ act: name, reason }): What =>
      (at) => ({ kind: 'act', act: name, at, by: 'ada', ...(reason ? { reason } : {}) }),
  );

const what = fc.oneof(
  { weight: 16, arbitrary: error },
  { weight: 7, arbitrary: success },
  { weight: 1, arbitrary: complaint },
  { weight: 1, arbitrary: act },
);

interface Shape {
  readonly most: number;
  /** Which mail the entry at a place is of; `any` is a small number drawn for it. */
  readonly mailAt: (place: number, any: number) => number;
  readonly gaps: fc.Arbitrary<number>;
}

const history = ({ most, mailAt, gaps }: Shape): fc.Arbitrary<readonly Entry[]> =>
  fc
    .array(fc.record({ gap: gaps, offset, what, any: fc.nat(7) }), {
      minLength: 1,
      maxLength: most,
      size: 'max',
    })
    .map((steps) => {
      let at = START;
      return steps.map((step, place) => {
        at += step.gap * GRID;
        return step.what(at + step.offset, `m${mailAt(place, step.any)}` as MailId);
      });
    });

/** Mails of which anything may be heard at any time; moments coincide. */
export const wildHistory = history({
  most: 30,
  mailAt: (place, any) => (any < 5 ? 100 + place : any),
  gaps: fc.oneof({ weight: 30, arbitrary: gap }, { weight: 1, arbitrary: longGap }),
});

/** Mails that are heard of within six entries; no two entries at one moment, and no six in more than sixty days. */
export const orderlyHistory = history({
  most: 50,
  mailAt: (place, any) => Math.floor(place / 3) + (any % 2),
  gaps: gap.map((steps) => Math.max(1, Math.min(steps, 230))),
});

/** The seed's policy, and others that decide otherwise. */
export const policies: fc.Arbitrary<QuarantinePolicy> = fc.constantFrom(
  POLICY,
  { ...POLICY, complaint: { scope: 'stream' } as const },
  {
    ...POLICY,
    reasons: {
      ...POLICY.reasons,
      userUnknown: { after: 2, releaseAfter: 3 * DAY },
      inactiveUser: { after: 2, releaseAfter: 5 * DAY },
      unreachable: { after: 2, releaseAfter: 4 * DAY, blames: ['network', 'domain'] as const },
    },
  },
);
