import type { UnknownText } from '../unknown/unknown-text.ts';

export interface UnknownTexts {
  /** Adds the counts; a batch that comes again is counted again. */
  count(texts: readonly UnknownText[]): Promise<void>;
  /** In no order. */
  all(): Promise<readonly UnknownText[]>;
  /** Marks a text as looked at, or takes the mark back; answers whether there is such a text. */
  keep(id: string, kept: UnknownText['kept']): Promise<boolean>;
}
