import { buildEvent } from '../outcome/build.ts';
import type { OutcomeEvent } from '../outcome/event.ts';
import type { DeliveryRecord } from '../ports/delivery-store.ts';
import type { Evidence } from '../ports/quarantine-store.ts';
import type { Subject } from '../quarantine/merge.ts';
import { note, type QuarantinePorts } from '../quarantine/note.ts';
import type { RuleSet } from '../rules/rule-set.ts';
import type { Finding } from './finding.ts';

/** What a finding is about, and who told it. */
export interface Told {
  readonly record: DeliveryRecord;
  readonly recipient: Subject;
  readonly finding: Finding;
  readonly source: Evidence['source'];
  /** Says nothing of the address that is worth keeping: upstream is told, and no more. */
  readonly passing?: boolean;
}

/** Charges the address, keeps the evidence, and makes the event for upstream. */
export async function tell(
  ports: QuarantinePorts,
  { record, recipient, finding, source, passing }: Told,
  rules: RuleSet,
): Promise<OutcomeEvent> {
  const { kind, at, said, status, subtype, mxHost = record.echo.mx, via, entry } = finding;
  const { type, reason, blame, bounceRule, reply, detail } = said;
  const evidence = {
    at,
    mailId: record.id,
    kind,
    source,
    ...(type ? { type } : {}),
    ...(reason ? { reason } : {}),
    ...(blame ? { blame } : {}),
    ...(bounceRule === undefined ? {} : { bounceRule }),
    ...(via ? { via } : {}),
    ...(status === undefined ? {} : { status }),
    ...(subtype === undefined ? {} : { subtype }),
    ...(type && mxHost !== undefined ? { mx: mxHost } : {}),
    ...((reply ?? detail) === undefined ? {} : { reply: reply ?? detail }),
    ruleSet: rules.version,
  } as const;
  const step = passing ? undefined : await note(ports, recipient, entry, evidence, rules.quarantine);
  const echo = type ? { ...record.echo, ruleSet: rules.version } : record.echo;
  const ending = { kind, at, ...said, ...(step ? { quarantine: step } : {}) };
  return buildEvent(record.id, echo, ending, finding.occurrence);
}
