import { auditAccepted } from '../../local/demo/audit/accepted.ts';
import { demoKeyOf } from '../../local/demo/demo-keys.ts';
import { DISPOSITIONS, type OutcomeEvent } from '../../shared/outcome/event.ts';
import { MINUTE, SECOND } from '../../shared/time/units.ts';
import type { FaultMail } from './mails.ts';
import type { Scenario } from './scenario.ts';

/** All that is known when a scenario is over, by the servers' own books. */
export interface Books {
  readonly mails: readonly FaultMail[];
  readonly events: readonly OutcomeEvent[];
  /** What SES took. */
  readonly accepted: readonly { readonly recipient: string; readonly mx: string; readonly at: number }[];
  /** In the backlog, and in queues; those in doubt not. */
  readonly waiting: number;
  /** Ids that a dead sender has claimed and SES never had: they wait in doubt for an event of SES. */
  readonly doubtful: readonly string[];
  /** Mails that were sent again after a doubt. */
  readonly resent: number;
  readonly deadLetters: number;
  /** Calls to SES that were cut off. */
  readonly doubts: number;
  readonly injected: number;
  readonly healedAt: number;
  /** Since then nothing was on its way and upstream knew all; when nobody waited any longer, if that never was. */
  readonly settledAt: number;
}

/** One line of the table. */
export interface Row {
  readonly fault: string;
  readonly what: string;
  readonly injected: number;
  readonly mails: number;
  readonly handedOver: number;
  readonly waiting: number;
  readonly inDoubt: number;
  readonly doubled: number;
  readonly lost: number;
  /** From the end of the fault until nothing was on its way and upstream knew all. */
  readonly recoverySeconds: number;
  /** What is not as stated; nothing: all is. */
  readonly wrong: readonly string[];
}

const isEnd = ({ kind, by }: OutcomeEvent): boolean =>
  (DISPOSITIONS as readonly string[]).includes(kind) && by !== 'ses';

function overLimit(accepted: Books['accepted']): readonly string[] {
  const keyOf = (mx: string) => ({ name: demoKeyOf(mx).name, limit: demoKeyOf(mx).normal });
  return auditAccepted(accepted, keyOf, MINUTE)
    .filter(({ peak, limit }) => peak > limit)
    .map(({ name, peak, limit }) => `${name}: ${peak} in a minute, ${limit} allowed`);
}

/** Where the books of SES and what upstream was told do not agree. */
function disagreements(
  books: Books,
  ends: ReadonlyMap<string, readonly OutcomeEvent[]>,
  { noEvents }: Scenario,
): readonly string[] {
  const taken = new Set(books.accepted.map(({ recipient }) => recipient));
  return books.mails.flatMap(({ id, to }) => {
    const kinds = new Set(ends.get(id)?.map(({ kind }) => kind));
    const told = kinds.has('handedOver');
    const mayNotKnow = noEvents && kinds.has('inDoubt');
    return [
      ...(kinds.size > 1 ? [`${id} ended as ${[...kinds].join(' and ')}`] : []),
      ...(told && !taken.has(to) ? [`${id} is told as handed over and SES never had it`] : []),
      ...(taken.has(to) && kinds.size === 1 && !told && !mayNotKnow
        ? [`SES took ${id}, told as ${[...kinds][0]}`]
        : []),
    ];
  });
}

const notAsStated = (name: string, count: number): readonly string[] =>
  count > 0 ? [`${count} ${name}`] : [];

/** Holds the books against what must be: every mail accounted for, none twice, no limit passed. */
export function audit(scenario: Scenario, books: Books, more: readonly string[]): Row {
  const { mails, events, accepted, waiting, doubtful, injected, healedAt, settledAt } = books;
  const ends = Map.groupBy(events.filter(isEnd), ({ id }) => id);
  const endedAs = (kind: string) =>
    [...ends.values()].filter((all) => all.some((one) => one.kind === kind)).length;
  const inDoubt = endedAs('inDoubt') + doubtful.length;
  const doubled = accepted.length - new Set(accepted.map(({ recipient }) => recipient)).size;
  const lost = Math.max(0, mails.length - ends.size - doubtful.length - waiting);
  const wrong = [
    ...notAsStated('doubled', scenario.mayDoubt ? Math.max(0, doubled - books.resent) : doubled),
    ...notAsStated('lost', lost),
    ...notAsStated('still waiting', waiting),
    ...notAsStated(
      'in doubt beyond the calls that were cut off',
      scenario.mayDoubt ? 0 : Math.max(0, inDoubt - books.doubts),
    ),
    ...notAsStated('dead letters', books.deadLetters),
    ...(injected === 0 ? ['the fault never acted'] : []),
    ...overLimit(accepted),
    ...disagreements(books, ends, scenario),
    ...more,
  ];
  return {
    fault: scenario.name,
    what: scenario.what,
    injected,
    mails: mails.length,
    handedOver: new Set(accepted.map(({ recipient }) => recipient)).size,
    waiting,
    inDoubt,
    doubled,
    lost,
    recoverySeconds: Math.round((settledAt - healedAt) / SECOND),
    wrong,
  };
}
