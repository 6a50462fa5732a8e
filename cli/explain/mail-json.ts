import { toMillis } from '../../shared/time/units.ts';
import { isoTime } from '../commands/times.ts';
import { evidenceJson } from '../quarantine/evidence-text.ts';
import { standingJson } from '../quarantine/standing-json.ts';
import type { MailFile } from './mail-file.ts';
import { restraintsJson } from './restraints.ts';
import { mxSource } from './rule-source.ts';

/** A mail's file as one document, times as ISO 8601. */
export function mailJson({ delivery, rules, key, evidence, address, restraints }: MailFile) {
  const { id, state, until, echo, slot, ending, sesId } = delivery;
  return {
    found: true,
    id,
    state,
    ...(until === undefined ? {} : { until: isoTime(until) }),
    echo,
    ...(echo.rule ? { ruleSource: mxSource(echo.rule, rules) } : {}),
    ...(key ? { key } : {}),
    ...(slot === undefined ? {} : { slot: isoTime(toMillis(slot)) }),
    ...(ending ? { ending: { ...ending, at: isoTime(ending.at) } } : {}),
    ...(sesId ? { sesId } : {}),
    evidence: evidence.map(evidenceJson),
    ...(delivery.address
      ? {
          address: {
            key: delivery.address,
            ...(address?.address ? { address: address.address } : {}),
            ...(address ? { standing: standingJson(address.standing) } : {}),
          },
        }
      : {}),
    ...restraintsJson(restraints),
  };
}
