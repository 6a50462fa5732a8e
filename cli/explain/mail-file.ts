import type { Order } from '../../shared/control/order.ts';
import type { MailId } from '../../shared/message/mail.ts';
import type { DeliveryRecord } from '../../shared/ports/delivery-store.ts';
import type { AddressRecord, Evidence } from '../../shared/ports/quarantine-store.ts';
import type { ActiveRules } from '../../shared/ports/rules-source.ts';
import type { QuotaKey } from '../../shared/quota/key.ts';
import type { KeyStatus } from '../../shared/quota/key-status.ts';
import { isPauseInForce } from '../commands/order-text.ts';
import { readKeyStatus } from '../commands/status.ts';
import type { Connection } from '../connection.ts';
import { type Restraints, restraintsOn } from './restraints.ts';

/** All that is known of a mail with a row. */
export interface MailFile {
  readonly delivery: DeliveryRecord;
  readonly rules: ActiveRules;
  readonly key?: KeyStatus;
  /** Of this mail alone, oldest first. */
  readonly evidence: readonly Evidence[];
  readonly address?: AddressRecord;
  /** What can still touch it, or what ended it. */
  readonly restraints: Restraints;
}

/** A mail's file, or the pauses in force where no row knows the mail. */
export type FoundMail =
  | { readonly found: true; readonly file: MailFile }
  | { readonly found: false; readonly pauses: readonly Order[] };

const NONE: Restraints = { pauses: [], cancels: [], holds: [], perhaps: [] };

/** A mail that is with SES is out of reach of orders; one that was cancelled is so by one of them. */
function relevant({ state, ending }: DeliveryRecord, all: Restraints): Restraints {
  if (state === 'claimed' || state === 'free') return all;
  return ending?.kind === 'cancelled' ? { ...NONE, cancels: all.cancels } : NONE;
}

/** Reads all that is known of a mail. */
export async function readMail(connection: Connection, id: MailId): Promise<FoundMail> {
  const { delivery: deliveries, control, rules, evidence, quarantine, deployment } = connection;
  const [delivery, snapshot, active] = await Promise.all([
    deliveries.get(id),
    control.load(),
    rules.active(),
  ]);
  if (!delivery) return { found: false, pauses: snapshot.orders.filter(isPauseInForce) };
  const { echo, address } = delivery;
  const [status, said, record] = await Promise.all([
    echo.key ? readKeyStatus(connection, echo.key as QuotaKey) : undefined,
    address ? evidence.of(address) : [],
    address ? quarantine.get(address) : undefined,
  ]);
  const pool = deployment.settings.pools[echo.pool];
  const file: MailFile = {
    delivery,
    rules: active,
    evidence: said.filter(({ mailId }) => mailId === id),
    restraints: relevant(delivery, restraintsOn(snapshot, echo, pool)),
    ...(status ? { key: status } : {}),
    ...(record ? { address: record } : {}),
  };
  return { found: true, file };
}
