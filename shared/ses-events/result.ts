import type { SesEvent } from './types.ts';

/** A body that holds no event. Reasons are fixed words: nothing of the body stands in them, so no address does. */
export interface NoSesEvent {
  readonly ok: false;
  /** `validation`: SES's word that the topic works; let it pass. `unreadable`: something else than SES wrote this. */
  readonly kind: 'validation' | 'unreadable';
  readonly reason: string;
}

export type SesEventResult = { readonly ok: true; readonly event: SesEvent } | NoSesEvent;

export const unreadable = (reason: string): NoSesEvent => ({ ok: false, kind: 'unreadable', reason });

export const validation = (reason: string): NoSesEvent => ({ ok: false, kind: 'validation', reason });
