import shipped from '../../rules/shipped.json' with { type: 'json' };
import { classifierOf } from '../../shared/bounce/classifier-of.ts';
import { readFeedback } from '../../shared/bounce/read-feedback.ts';
import { createMemoryTrialStore } from '../../shared/memory/trial-store.ts';
import { createMemoryUnknownTexts } from '../../shared/memory/unknown-texts.ts';
import type { DeliveryRecord } from '../../shared/ports/delivery-store.ts';
import { SILENT } from '../../shared/ports/log.ts';
import { loadRuleSet } from '../../shared/rules/load-rule-set.ts';
import { parseSesEvent } from '../../shared/ses-events/parse-ses-event.ts';
import { toEpochSeconds } from '../../shared/time/units.ts';
import type { Subject } from './fuzz.ts';
import { createQuarantine, keyOfAddress } from './quarantine.ts';
import { sesFixture, sesFixtureNames } from './ses-fixtures.ts';

const TO = 'jane@example.com';
const NOW = Date.UTC(2026, 10, 26);
const MAIL = { messageId: 'ses-1', destination: [TO] };

const RECORD = {
  id: 'mail-1',
  state: 'sent',
  bodyHash: 'h',
  echo: { stream: 'marketing', pool: 'default', mx: 'mx.example.com' },
  address: keyOfAddress(TO),
  ending: { kind: 'handedOver', at: NOW - 1 },
  ttl: toEpochSeconds(NOW),
} as DeliveryRecord;

/** Types that say nothing new of a mail whose hand-over is known. */
const SAY_NOTHING: ReadonlySet<string> = new Set(['Send', 'Open', 'Click', 'Subscription']);

/** The fixtures as events of one mail of ours, so that they get as far as the address; the others beside them. */
export function feedbackBases(): readonly string[] {
  const bodies = sesFixtureNames().map(sesFixture);
  const ours = bodies.flatMap((body) => {
    try {
      const event = JSON.parse(body) as { mail?: { tags?: object } };
      if (!event.mail) return [];
      const tags = { ...event.mail.tags, 'mxp-id': ['mail-1'], 'mxp-watch': ['1'] };
      return [JSON.stringify({ ...event, mail: { ...event.mail, ...MAIL, tags } })];
    } catch {
      return [];
    }
  });
  return [...ours, ...bodies];
}

/**
 * The whole reading of feedback as what is under fire: judged by what its ports saw, not by what it says of itself. Throws
 * when a body came to nothing.
 */
export function createFeedbackSubject(): Subject {
  const addresses = createQuarantine();
  const rules = loadRuleSet(shipped);
  const seen: { told?: string | undefined; reason?: string | undefined } = {};
  const ports = {
    ...addresses.ports,
    evidence: { ...addresses.ports.evidence, put: async () => {} },
    clock: { now: () => NOW, sleep: async () => {} },
    delivery: {
      get: async (id: string) => (id === RECORD.id ? RECORD : undefined),
      putIfFree: async () => ({ ok: false as const, existing: RECORD }),
      settle: async () => false,
    },
    outcomes: {
      publish: async (events: readonly { kind: string }[]) => {
        seen.told = events.at(-1)?.kind;
        return new Set<string>();
      },
    },
    rejected: {
      send: async (items: readonly { reason: string }[]) => {
        seen.reason = items[0]?.reason;
        return new Set<number>();
      },
    },
    trials: createMemoryTrialStore(),
    unknownTexts: createMemoryUnknownTexts(),
    rules: { active: async () => ({ current: rules, activatedAt: 0 }) },
    classifierOf,
    log: SILENT,
  };
  const key = keyOfAddress(TO);
  return async (body) => {
    Object.assign(seen, { told: undefined, reason: undefined });
    const before = addresses.records.get(key)?.version;
    const failed = await readFeedback(ports, [{ recordId: 'r', body }]);
    if (failed.size > 0) throw new Error('left to come back though no port failed');
    const { told, reason } = seen;
    if (reason !== undefined) return `rejected: ${reason.replace(/unknown type .*/, 'unknown type …')}`;
    if (told !== undefined) return `outcome: ${told}`;
    if (addresses.records.get(key)?.version !== before) return 'quarantine change';
    const parsed = parseSesEvent(body);
    if (!parsed.ok && parsed.kind === 'validation') return "SES's validation text";
    if (parsed.ok && SAY_NOTHING.has(parsed.event.type)) return `nothing new: ${parsed.event.type}`;
    throw new Error('nothing became of it');
  };
}
