import type { Notice } from '../notice/notice.ts';
import type { Notices } from '../ports/notices.ts';

/** Notices kept in the order in which they were told. */
export function createMemoryNotices(): Notices & { readonly told: readonly Notice[] } {
  const told: Notice[] = [];
  return {
    told,
    tell: async (notice) => {
      told.push(notice);
    },
  };
}
