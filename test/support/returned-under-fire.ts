import type { MailId } from '../../shared/message/mail.ts';
import { createReturnedBench, noticeOf, SES_ID, TO } from '../unit/returned/support/returned-bench.ts';
import type { Subject } from './fuzz.ts';
import { PROOFS } from './proofs.ts';
import { keyOfAddress } from './quarantine.ts';

const PROOF = PROOFS.prove('mail-1' as MailId);
const ENCODED = /base64|quoted-printable/i;

/** Who wrote neither the proof nor the SES message id had no mail of ours in hand. */
const isForged = (mail: string): boolean =>
  !ENCODED.test(mail) && !mail.includes(PROOF) && !mail.toLowerCase().includes(SES_ID);

/**
 * The whole reading of returned mail as what is under fire: judged by what its ports saw. Throws when a mail came to
 * nothing, when a forged one was believed, and when another address was charged than the mail's.
 */
export function createReturnedSubject(): Subject {
  let bench = createReturnedBench();
  let taken = 0;
  return async (mail) => {
    // Evidence and outcomes pile up in the memory of the ports.
    if (taken % 1_000 === 0) bench = createReturnedBench();
    taken += 1;
    const { events, rejected, counts, addresses, mails } = bench;
    const before = { events: events.length, rejected: rejected.length };
    counts.clear();
    mails.set('mail', Buffer.from(mail, 'latin1'));
    const failed = await bench.take(noticeOf('mail'));
    if (failed.size > 0) throw new Error('left to come back though no port failed');
    for (const key of addresses.records.keys())
      if (key !== keyOfAddress(TO)) throw new Error('another address was charged');
    const told = events.slice(before.events).map(({ kind }) => kind);
    if (told.length > 0 && isForged(mail)) throw new Error('a forged mail was believed');
    const reason = rejected[before.rejected]?.reason;
    if (reason !== undefined) return `rejected: ${reason.slice(0, 80)}`;
    if (told.length > 0) return `outcome: ${told.at(-1)}`;
    const passed = ['AutoReplies', 'DelayWarnings', 'ReturnedIgnored'].find((metric) => counts.has(metric));
    if (passed === undefined) throw new Error('nothing became of it');
    return `passed: ${passed}`;
  };
}
