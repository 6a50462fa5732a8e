import type { ParkedMail } from '../backlog/page.ts';
import type { MailEnding } from '../delivery/end-mails.ts';
import type { Candidate } from './candidate.ts';
import type { Route } from './route.ts';

/** A record's mail. */
export interface Task {
  readonly recordId: string;
  readonly candidate: Candidate;
}

/** It may take a slot. */
export type Ready = Task & { readonly route: Route; readonly watch: boolean };

/** It goes to the backlog. */
export type Waiting = Task & { readonly parked: ParkedMail };

/** It ends here. */
export interface Ended {
  readonly recordId: string;
  readonly ending: MailEnding;
}
