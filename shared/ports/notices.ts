import type { Notice } from '../notice/notice.ts';

/** Tells operators: e-mail, chat, pager, whatever they chose. */
export interface Notices {
  /** Rejects where nobody could be told. */
  tell(notice: Notice): Promise<void>;
}
