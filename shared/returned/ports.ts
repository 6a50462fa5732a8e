import type { BouncePorts } from '../bounce/ports.ts';
import type { ProofSource } from '../ports/proof-source.ts';
import type { EpochMillis } from '../time/units.ts';

/** Where a raw mail lies. */
export interface MailPlace {
  readonly bucket: string;
  readonly key: string;
  /** When it was put there. */
  readonly at: EpochMillis;
}

export interface RawMails {
  /** The mail's first READ_BYTES; undefined: it is gone. */
  read(place: MailPlace): Promise<Uint8Array | undefined>;
}

/** Everything that reading returned mail reaches the world by. */
export interface ReturnedPorts extends BouncePorts {
  readonly proofs: ProofSource;
  readonly mails: RawMails;
}
