import { caller } from './checks/caller.ts';
import { clock } from './checks/clock.ts';
import { configurationSets } from './checks/configuration-sets.ts';
import { deadLetters } from './checks/dead-letters.ts';
import { dkim } from './checks/dkim.ts';
import { dmarc } from './checks/dmarc.ts';
import { enforcement } from './checks/enforcement.ts';
import { eventSources } from './checks/event-sources.ts';
import { feedbackForwarding } from './checks/feedback-forwarding.ts';
import { functions } from './checks/functions.ts';
import { ipPools } from './checks/ip-pools.ts';
import { mailFrom } from './checks/mail-from.ts';
import { production } from './checks/production.ts';
import { rules } from './checks/rules.ts';
import { sandbox } from './checks/sandbox.ts';
import { schedules } from './checks/schedules.ts';
import { sendQuota } from './checks/send-quota.ts';
import { sending } from './checks/sending.ts';
import { stack } from './checks/stack.ts';
import { subscribers } from './checks/subscribers.ts';
import { suppression } from './checks/suppression.ts';
import { tables } from './checks/tables.ts';
import { verified } from './checks/verified.ts';
import type { Facts } from './facts.ts';
import type { Check, Finding } from './finding.ts';

/** In the order of the report. */
const CHECKS: readonly Check[] = [
  caller,
  clock,
  stack,
  verified,
  dkim,
  mailFrom,
  dmarc,
  feedbackForwarding,
  sandbox,
  enforcement,
  sending,
  sendQuota,
  suppression,
  configurationSets,
  ipPools,
  functions,
  eventSources,
  schedules,
  deadLetters,
  tables,
  rules,
  subscribers,
  production,
];

/** Looks at the facts from every side. */
export const examine = (facts: Facts): readonly Finding[] =>
  CHECKS.flatMap(({ group, name, judge }) => judge(facts).map((found) => ({ group, check: name, ...found })));
