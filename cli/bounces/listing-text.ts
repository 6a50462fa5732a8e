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

/** The list, most frequent first. */
export function listingAnswer({ texts, more }: Listing): Answer {
  const json = { texts: texts.map(jsonOf), more };
  if (texts.length === 0) return { json, text: 'Every reply is known.' };
  const rest = more > 0 ? [`… and ${counted(more, 'more text')}; --limit shows more.`] : [];
  return { json, text: [...texts.map(block), ...rest, '', HINT].join('\n') };
}
