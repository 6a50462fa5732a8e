import type { Books } from '../audit/books.ts';
import { cutTo, fitTo, grouped, percent } from '../text.ts';
import type { Unpaced } from './unpaced.ts';

const HEAD = `${fitTo('PROVIDER', 11)}    TAKEN  DEFERRED  BLOCKED  NO MAILBOX  CONNECTIONS   OFFERED IN ITS WINDOW`;

function windowOf({ peak }: Books): string {
  if (!peak) return '';
  const { offered, most, windowMillis } = peak;
  const times = offered / most;
  return `${String(offered).padStart(4)} of ${String(most).padStart(3)} in ${windowMillis / 1_000} s${times > 1 ? `, ${times.toFixed(1)} times` : ''}`;
}

const cell = (count: number, width: number): string => (count === 0 ? '·' : grouped(count)).padStart(width);

function lineOf(books: Books): string {
  const { name, taken, deferred, blocked, mailbox, mostConnections } = books;
  const numbers = [
    cell(taken, 9),
    cell(deferred, 10),
    cell(blocked, 9),
    cell(mailbox, 12),
    cell(mostConnections, 13),
  ];
  return `${fitTo(name, 11)}${numbers.join('')}   ${windowOf(books)}`.trimEnd();
}

/** The table of act 1, a line a provider. */
export const unpacedLines = (
  books: readonly Books[],
  sent: number,
  mails: number,
  seconds: number,
): readonly string[] => [
  `${String(Math.round(seconds)).padStart(4)} s   ${grouped(sent)} of ${grouped(mails)} mails sent, as fast as the account may`,
  HEAD,
  ...books.map(lineOf),
];

const COLUMNS = 100;
const MOST_SAID = 6;

/** What the providers said most, verbatim. */
const said = (books: readonly Books[]): readonly string[] =>
  books
    .flatMap((book) => book.said)
    .sort((one, other) => other.times - one.times)
    .slice(0, MOST_SAID)
    .map(({ reply, times }) => cutTo(`${String(times).padStart(5)} × ${reply}`, COLUMNS));

/** What act 1 came to. */
export const unpacedResult = (unpaced: Unpaced): readonly string[] => {
  const { sent, taken, deferred, blocked, unknownAgain, books } = unpaced;
  return [
    ...said(books),
    '',
    `Without a pacer: ${percent(taken, sent)} of ${grouped(sent)} mails taken, ${grouped(deferred)} deferrals, ${grouped(blocked)} blocked for good,`,
    `${grouped(unknownAgain)} mails to users already refused as unknown.`,
  ];
};
