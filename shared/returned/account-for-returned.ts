import type { Accounting, Bench } from '../bounce/account-for.ts';
import { confirm } from '../bounce/confirm.ts';
import type { Finding } from '../bounce/finding.ts';
import { sightingOf } from '../bounce/sighting-of.ts';
import { tell } from '../bounce/tell.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import { normaliseAddress } from '../quarantine/address-key.ts';
import { toMillis } from '../time/units.ts';
import type { Failure, Marks, Passing, ReturnedMail } from './failure.ts';
import { type FoundReturned, findReturned, type Keys } from './find-returned.ts';
import { complaintFinding, failureFinding } from './finding-of-returned.ts';
import type { MailPlace, ReturnedPorts } from './ports.ts';
import { readNotice } from './read-notice.ts';
import { readReturned } from './read-returned.ts';

type Found = Extract<FoundReturned, { ok: true }>;
type Failed = Extract<ReturnedMail, { kind: 'failed' }>;

/** What passes is counted, by what it is. */
function countPassing({ log }: ReturnedPorts, what: string): void {
  if (what === ('autoReply' satisfies Passing)) log.count('AutoReplies');
  else if (what === ('delay' satisfies Passing)) log.count('DelayWarnings');
  else log.count('ReturnedIgnored');
}

/** SES writes it into the bucket of a new receipt rule (SES Developer Guide, "Deliver to S3 bucket action"). */
const SETUP_OBJECT = 'AMAZON_SES_SETUP_NOTIFICATION';

/** The mail stays where it lies: what is rejected is its place. */
const rejected = ({ bucket, key }: MailPlace, reason: string, id?: string): Accounting => ({
  kind: 'rejected',
  rejected: {
    body: JSON.stringify({ s3: `s3://${bucket}/${key}` }),
    reason: `returned mail: ${reason}`,
    ...(id === undefined ? {} : { id }),
  },
});

const namesOf = ({ recipient, original }: Failure): readonly string[] =>
  [recipient, original].filter((one) => one !== undefined);

/** The failure of the mail's recipient: by its own address, else by the one that was written to, else nobody's. */
function failureOf(
  { failures }: Failed,
  { record: { address } }: Found,
  { keyOf }: Keys,
): Failure | undefined {
  const isOurs = (name: string | undefined) => name !== undefined && keyOf(name) === address;
  return (
    failures.find(({ recipient }) => isOurs(recipient)) ??
    failures.find(({ original }) => isOurs(original)) ??
    failures.find((failure) => namesOf(failure).length === 0)
  );
}

/** The proof tells that the mail left; SES's id of it and its slot are told by the row and the returned header. */
async function confirmed(ports: ReturnedPorts, record: DeliveryRecord, { sesIds: [sesId] }: Marks) {
  if (record.ending || sesId === undefined || record.slot === undefined) return [];
  const event = await confirm(ports.delivery, record, { sesId, handedOverAt: toMillis(record.slot) });
  return event ? [event] : [];
}

async function told(
  ports: ReturnedPorts,
  { record, recipient }: Found,
  finding: Finding,
  marks: Marks,
  { rules }: Bench,
): Promise<Accounting> {
  const handOver = await confirmed(ports, record, marks);
  const address = recipient.address === undefined ? {} : { address: normaliseAddress(recipient.address) };
  const one = { record, recipient: { ...recipient, ...address }, finding, source: 'mail' } as const;
  const unknown = sightingOf(record, finding, recipient.address);
  const events = [...handOver, await tell(ports, one, rules)];
  return { kind: 'told', events, ...(unknown ? { unknown } : {}) };
}

async function accountForFailed(
  ports: ReturnedPorts,
  bench: Bench,
  place: MailPlace,
  mail: Failed,
  keys: Keys,
): Promise<Accounting> {
  const named = [...mail.failures.flatMap(namesOf), ...mail.reached];
  const found = await findReturned(ports.delivery, mail.marks, named, keys);
  if (!found.ok) return rejected(place, found.reason, found.id);
  // By an alias it reached somebody: the address is good.
  if (mail.reached.some((one) => keys.keyOf(one) === found.record.address))
    return { kind: 'noted', what: 'reached' };
  const failure = failureOf(mail, found, keys);
  if (!failure) return rejected(place, 'it names no failure of its recipient', found.record.id);
  const finding = failureFinding(failure, {
    record: found.record,
    classifier: bench.classifier,
    now: ports.clock.now(),
  });
  return finding ? told(ports, found, finding, mail.marks, bench) : { kind: 'noted', what: 'ignored' };
}

async function accountForMail(ports: ReturnedPorts, bench: Bench, place: MailPlace): Promise<Accounting> {
  if (place.key.endsWith(SETUP_OBJECT)) return { kind: 'noted', what: 'setup' };
  const bytes = await ports.mails.read(place);
  if (!bytes) return rejected(place, 'the mail is gone from its bucket');
  const mail = await readReturned(bytes, place.at);
  if (mail.kind === 'unreadable') return rejected(place, mail.reason);
  if (mail.kind === 'passed') return { kind: 'noted', what: mail.what };
  const keys = { proofs: await ports.proofs.open(), keyOf: bench.keyOf };
  if (mail.kind === 'failed') return accountForFailed(ports, bench, place, mail, keys);
  const found = await findReturned(ports.delivery, mail.marks, mail.recipients, keys);
  if (!found.ok) return rejected(place, found.reason, found.id);
  const { record } = found;
  const finding = complaintFinding(mail, { record, classifier: bench.classifier, now: ports.clock.now() });
  return told(ports, found, finding, mail.marks, bench);
}

/**
 * Deals with one notice: each mail that it tells of is accounted for. Doing it twice changes nothing; throws when a port
 * fails.
 */
export async function accountForReturned(
  ports: ReturnedPorts,
  bench: Bench,
  body: string,
): Promise<readonly Accounting[]> {
  const notice = readNotice(body);
  if (notice.kind === 'test') return [{ kind: 'validation' }];
  if (notice.kind === 'unreadable')
    return [{ kind: 'rejected', rejected: { body, reason: `returned mail: ${notice.reason}` } }];
  const pieces: Accounting[] = [];
  // One after the other: each may hold a megabyte.
  for (const place of notice.places) pieces.push(await accountForMail(ports, bench, place));
  for (const piece of pieces) if (piece.kind === 'noted') countPassing(ports, piece.what);
  return pieces;
}
