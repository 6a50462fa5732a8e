import type { ImportedGroup, ImportedPattern } from './bounce-rule-of.ts';
import type { NoCounterpart } from './no-counterpart.ts';
import { entriesOf, isTable, listOf, type Table } from './read-toml.ts';
import { createRuleIds } from './rule-id.ts';
import type { TomlPlaces } from './toml-places.ts';
import {
  DEFERRED,
  IGNORED,
  INACTIVE_USER,
  INVALID_DOMAIN,
  MAILBOX_FULL,
  NETWORK,
  REFUSED,
  REFUSED_MAIL,
  SENDER_DEFERRED,
  UNKNOWN_USER,
  type Verdict,
} from './verdict.ts';

/**
 * KumoMTA's predefined classes in our words. Its names say what failed, ours what becomes of the address: a class that
 * speaks of the sender, the mail or the way costs the address nothing. Relaying is refused to the sender, who may have
 * sent to the wrong host. `Uncategorized` and names of an operator's own are not here.
 */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  InvalidRecipient: UNKNOWN_USER,
  InactiveMailbox: INACTIVE_USER,
  QuotaIssues: MAILBOX_FULL,
  BadDomain: INVALID_DOMAIN,
  DNSFailure: NETWORK,
  NoAnswerFromHost: NETWORK,
  BadConnection: NETWORK,
  RoutingErrors: NETWORK,
  MessageExpired: NETWORK,
  BadConfiguration: NETWORK,
  TransientFailure: DEFERRED,
  ProtocolErrors: SENDER_DEFERRED,
  TooManyRecipients: SENDER_DEFERRED,
  InvalidSender: REFUSED,
  AuthenticationFailed: REFUSED,
  PolicyRelated: REFUSED,
  SpamBlock: REFUSED,
  SpamRelated: REFUSED,
  RelayDenied: REFUSED,
  RelayingIssues: REFUSED,
  SpamContent: REFUSED_MAIL,
  ContentRelated: REFUSED_MAIL,
  ProhibitedAttachment: REFUSED_MAIL,
  VirusRelated: REFUSED_MAIL,
  AutoReply: IGNORED,
  Subscribe: IGNORED,
  Unsubscribe: IGNORED,
  ChallengeResponse: IGNORED,
};

/** A class of a classifier file with its patterns. */
export interface BounceClass {
  readonly name: string;
  readonly verdict?: Verdict;
  readonly file: string;
  readonly line: number;
  readonly patterns: readonly ImportedPattern[];
}

/** Whether a document is a classifier file: `[rules]` with lists of patterns. */
export const isClassifier = (table: Table): boolean => {
  const rules = entriesOf(table['rules']);
  return isTable(table['rules']) && rules.every(([, value]) => Array.isArray(value));
};

/** The classes of one file in its order: the first pattern in a reply decides. */
export const bounceClasses = (table: Table, file: string, places: TomlPlaces): readonly BounceClass[] =>
  entriesOf(table['rules']).map(([name, value]) => {
    const verdict = VERDICTS[name];
    return {
      name,
      file,
      line: places.lineOf(['rules', name]),
      ...(verdict ? { verdict } : {}),
      patterns: listOf(value).flatMap((text, at) =>
        typeof text === 'string'
          ? [{ text, file, line: places.lineOf(['rules', name, at]), replies: [] }]
          : [],
      ),
    };
  });

/** Groups for rules of ours, and the classes that have no counterpart. */
export function groupsOfClasses(classes: readonly BounceClass[]): {
  readonly groups: readonly ImportedGroup[];
  readonly missing: readonly NoCounterpart[];
} {
  const idOf = createRuleIds();
  const filled = classes.filter(({ patterns }) => patterns.length > 0);
  const groups = filled.flatMap(({ name, verdict, patterns, file, line }) =>
    verdict
      ? [{ id: idOf(name), verdict, patterns, source: `KumoMTA, class ${name} at ${file}:${line}` }]
      : [],
  );
  const missing = filled
    .filter(({ verdict }) => !verdict)
    .map(({ name, file, line, patterns }) => ({
      file,
      line,
      what: `class ${name} (${patterns.length} patterns)`,
      why: 'it says nothing of type or reason: give it one of ours by hand',
    }));
  return { groups, missing };
}
