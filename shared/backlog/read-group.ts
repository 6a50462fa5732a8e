import type { PageStore } from '../ports/backlog-store.ts';
import type { QueuedMail } from '../ports/queues.ts';
import type { BacklogGroup } from './group.ts';
import { decodeLine } from './page.ts';

/** A waiting mail, or the text of a line that holds none, and where the line ends, in bytes from the group's offset. */
export interface PageLine {
  readonly mail: QueuedMail | string;
  readonly endByte: number;
}

const NEWLINE = 10;

/** A guess of the bytes that `most` lines take: the group's mean and a quarter, so that one read mostly does. */
const guess = (group: BacklogGroup, most: number): number =>
  Math.ceil((group.bytes / group.count) * most * 1.25);

function cut(bytes: Uint8Array, from: number, most: number): PageLine[] {
  const lines: PageLine[] = [];
  let start = 0;
  while (lines.length < most) {
    const end = bytes.indexOf(NEWLINE, start);
    if (end < 0) break;
    lines.push({ mail: decodeLine(bytes.subarray(start, end)), endByte: from + end + 1 });
    start = end + 1;
  }
  return lines;
}

/** The next lines of a group, at least one and at most `most`; a longer read follows when not one line was whole. */
export async function readGroup(
  pages: PageStore,
  group: BacklogGroup,
  most: number,
): Promise<readonly PageLine[]> {
  const from = group.cursorByte;
  for (let size = guess(group, most); ; size *= 4) {
    const to = Math.min(group.bytes, from + size);
    const bytes = await pages.read(group.object, group.offset + from, group.offset + to);
    const lines = cut(bytes, from, most);
    if (lines.length > 0 || to === group.bytes) return lines;
  }
}
