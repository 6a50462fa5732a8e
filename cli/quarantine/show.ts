import type { AddressRecord, Evidence } from '../../shared/ports/quarantine-store.ts';
import type { SuppressedAddress, SuppressionList } from '../../shared/ports/suppression-list.ts';
import type { AddressKey } from '../../shared/quarantine/address-key.ts';
import type { QuarantinePolicy } from '../../shared/quarantine/policy.ts';
import { UNKNOWN } from '../../shared/quarantine/standing.ts';
import type { EpochMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { isoTime, timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { type Part, story } from '../story.ts';
import { evidenceJson, evidenceText } from './evidence-text.ts';
import { standingJson } from './standing-json.ts';
import { entryText, standingText } from './words.ts';

/** What SES's own list says of an address, or why it could not be asked. */
export type AtSes = SuppressedAddress | 'not listed' | { readonly unknown: string };

/** All that is known of an address. */
export interface Dossier {
  readonly address: string;
  readonly key: AddressKey;
  readonly record?: AddressRecord;
  readonly evidence: readonly Evidence[];
  readonly ses: AtSes;
  readonly policy: QuarantinePolicy;
  readonly now: EpochMillis;
}

async function askSes(list: SuppressionList, address: string): Promise<AtSes> {
  try {
    return (await list.get(address)) ?? 'not listed';
  } catch (error) {
    return { unknown: error instanceof Error ? error.name : String(error) };
  }
}

/** Reads all that is known of an address; SES's word may be missing, all else may not. */
export async function readDossier(
  connection: Pick<
    Connection,
    'quarantine' | 'evidence' | 'addressKeys' | 'suppressionList' | 'rules' | 'clock'
  >,
  address: string,
): Promise<Dossier> {
  const { quarantine, evidence, addressKeys, suppressionList, rules, clock } = connection;
  const key = (await addressKeys.open())(address);
  const [record, said, ses, { current }] = await Promise.all([
    quarantine.get(key),
    evidence.of(key),
    askSes(suppressionList, address),
    rules.active(),
  ]);
  const known = record ? { record } : {};
  return { address, key, ...known, evidence: said, ses, policy: current.quarantine, now: clock.now() };
}

/** SES's own list in words. */
export function sesText(ses: AtSes): string {
  if (ses === 'not listed') return 'not on its suppression list';
  if ('unknown' in ses) return `could not be asked: ${ses.unknown}`;
  return `on its suppression list since ${timeText(ses.since)}: ${ses.reason}`;
}

export const sesJson = (ses: AtSes) => {
  if (ses === 'not listed') return { listed: false };
  if ('unknown' in ses) return { listed: null, problem: ses.unknown };
  return { listed: true, reason: ses.reason, since: isoTime(ses.since) };
};

/** The parts of a story that tell where an address stands. */
export const standingParts = ({ record, policy, now, ses }: Dossier): readonly Part[] => [
  ['standing', standingText(record?.standing ?? UNKNOWN, policy, now).join('\n')],
  ...(record?.forgotten ? [['kept as', 'a keyed hash alone: the address was forgotten'] as const] : []),
  ['SES', sesText(ses)],
];

export const dossierJson = ({ address, key, record, evidence, ses }: Dossier) => ({
  address,
  key,
  forgotten: record?.forgotten ?? false,
  standing: standingJson(record?.standing ?? UNKNOWN),
  entries: (record?.entries ?? []).map((entry) => ({ ...entry, at: isoTime(entry.at) })),
  evidence: evidence.map(evidenceJson),
  ses: sesJson(ses),
});

/** Standing, what happened, and what was said of each mail. */
export function dossierAnswer(dossier: Dossier): Answer {
  const { address, record, evidence } = dossier;
  const entries = record?.entries ?? [];
  const parts: readonly Part[] = [
    ['address', address],
    ...standingParts(dossier),
    ...(entries.length > 0 ? [['', ''] as const] : []),
    ...entries.map((entry) => [timeText(entry.at), entryText(entry)] as const),
    ...(evidence.length > 0 ? [['', ''] as const] : []),
    ...evidence.map((one) => [timeText(one.at), evidenceText(one)] as const),
  ];
  return { json: dossierJson(dossier), text: story(parts) };
}
