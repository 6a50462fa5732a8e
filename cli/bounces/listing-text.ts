import { cut } from '../../shared/text/cut.ts';
import type { Answer } from '../commands/answer.ts';
import { isoTime, timeText } from '../commands/times.ts';
import { counted, countText } from '../count-text.ts';
import type { ListedText, Listing } from './listing.ts';

/** Characters of a text that are shown; all of it is in `--json`. */
const SHOWN = 300;

const onOneLine = (text: string): string => {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > SHOWN ? `${cut(line, SHOWN)} …` : line;
};

function draftLine({ draft }: ListedText): string {
  if (!draft) return 'draft  none: too few words to know it by';
  const { type, reason, patterns } = draft.rule;
  return `draft  ${patterns[0]} → ${reason ?? type}: ${draft.because}`;
}

function block(one: ListedText): string {
  const { id, count, lastAt, mxHost, first, text, kept } = one.text;
  const host = mxHost === undefined ? '' : `  ${mxHost}`;
  return [
    `${id}  ${countText(count)} ×  last ${timeText(lastAt)}${host}${kept ? `  kept by ${kept.by}` : ''}`,
    `  text   ${onOneLine(text)}`,
    `  first  ${onOneLine(first)}`,
    `  ${draftLine(one)}`,
  ].join('\n');
}

const HINT = `mxp bounces rule ID --reason REASON makes a rule of one, ignore ID says that nothing failed, keep ID leaves it be.`;

const jsonOf = ({ text, draft }: ListedText) => ({
  ...text,
  firstAt: isoTime(text.firstAt),
  lastAt: isoTime(text.lastAt),
  ...(draft ? { draft: draft.rule, because: draft.because } : {}),
});

/** What the list is silent on. */
function beside({ more, kept, others: { count, lastDay } }: Listing): readonly string[] {
  return [
    ...(more > 0 ? [`… and ${counted(more, 'more text')}; --limit shows more.`] : []),
    ...(kept > 0 ? [`${counted(kept, 'text')} kept as unknown; --all lists them too.`] : []),
    ...(count > 0
      ? [
          `${countText(count)} ${count === 1 ? 'reply' : 'replies'} in other texts, too many to keep, the last on ${lastDay}: often one error in words that`,
          'never repeat. A rule with a --pattern of what such words have in common knows them all.',
        ]
      : []),
  ];
}

/** The list, most frequent first. */
export function listingAnswer(listing: Listing): Answer {
  const { texts, more, kept, others, since } = listing;
  const json = { texts: texts.map(jsonOf), more, kept, others };
  const notes = beside(listing);
  if (texts.length > 0) return { json, text: [...texts.map(block), ...notes, '', HINT].join('\n') };
  const when = since === undefined ? '' : ` since ${timeText(since)}`;
  return {
    json,
    text: [`No reply${when} is unknown${notes.length > 0 ? ', but:' : '.'}`, ...notes].join('\n'),
  };
}
