import { repliesIn } from './comment-replies.ts';
import type { ImportedFile, Place } from './no-counterpart.ts';

/** What ZoneMTA's list may say of a reply; `slowdown` is in its list of words, and nothing comes of it. */
export const ZONEMTA_ACTIONS = ['defer', 'reject'] as const;

/** One line of ZoneMTA's bounce list. */
export interface ZoneRow extends Place {
  /** What the server takes for the pattern: all up to the first comma. */
  readonly asRead: string;
  /** What was meant: with its commas. */
  readonly pattern: string;
  readonly isCut: boolean;
  readonly action: string;
  readonly category: string;
  readonly message: string;
  /** Replies in the comment lines above, which it shares with the rows of its paragraph. */
  readonly replies: readonly string[];
  /** No other row shares them. */
  readonly isAlone: boolean;
}

const WORDS: readonly string[] = [...ZONEMTA_ACTIONS, 'slowdown'];

/** Where the action stands: further on than in its place when the pattern held commas. */
function actionAt(cells: readonly string[]): number {
  if (WORDS.includes(cells[1]?.trim() ?? '')) return 1;
  const further = cells.findIndex((cell, at) => at > 1 && WORDS.includes(cell.trim()));
  return further < 0 ? 1 : further;
}

function rowOf(text: string, place: Place, replies: readonly string[]): Omit<ZoneRow, 'isAlone'> {
  const cells = text.split(',');
  const at = actionAt(cells);
  const [action = '', category = '', ...message] = cells.slice(at);
  return {
    ...place,
    asRead: cells[0] ?? '',
    pattern: cells.slice(0, at).join(','),
    isCut: at > 1,
    action: action.trim(),
    category: category.trim(),
    message: message.join(',').trim(),
    replies,
  };
}

/** The lines of a text between blank ones, with their numbers. */
function paragraphsOf(
  text: string,
): readonly (readonly { readonly text: string; readonly line: number }[])[] {
  const paragraphs: { readonly text: string; readonly line: number }[][] = [[]];
  for (const [at, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (raw.trim() === '') paragraphs.push([]);
    else paragraphs.at(-1)?.push({ text: raw.trim(), line: at + 1 });
  }
  return paragraphs;
}

/** The rows of a list. Cells cannot be quoted there: every comma ends one. */
export function zoneRows({ name, text }: ImportedFile): readonly ZoneRow[] {
  return paragraphsOf(text).flatMap((lines) => {
    const isComment = (line: string): boolean => line.startsWith('#');
    const comments = lines
      .filter((line) => isComment(line.text))
      .map((line) => line.text.replace(/^#\s*/, ''));
    const rows = lines.filter((line) => !isComment(line.text));
    return rows.map((row) => ({
      ...rowOf(row.text, { file: name, line: row.line }, repliesIn(comments)),
      isAlone: rows.length === 1,
    }));
  });
}
