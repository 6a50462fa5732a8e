import type { MailId } from '../../shared/message/mail.ts';
import type { Ending } from '../../shared/outcome/event.ts';
import type { Evidence } from '../../shared/ports/quarantine-store.ts';
import type { ActiveRules } from '../../shared/ports/rules-source.ts';
import { type EpochMillis, toMillis } from '../../shared/time/units.ts';
import type { Answer } from '../commands/answer.ts';
import { timeText } from '../commands/times.ts';
import type { Connection } from '../connection.ts';
import { saidLines, verdictText } from '../quarantine/evidence-text.ts';
import { standingText } from '../quarantine/words.ts';
import { type Part, story } from '../story.ts';
import { type MailFile, readMail } from './mail-file.ts';
import { mailJson } from './mail-json.ts';
import { restraintParts } from './restraints.ts';
import { bounceSource, mxSource } from './rule-source.ts';
import { unknownMail } from './unknown-mail.ts';
import { keyText } from './way.ts';

function whatText({ delivery: { id, echo } }: MailFile): string {
  const { campaign, stream, pool } = echo;
  return `${id}${campaign ? `, campaign ${campaign}` : ''}, stream ${stream}, pool ${pool}`;
}

function wayParts({ delivery: { echo, slot }, rules, key }: MailFile): readonly Part[] {
  const { mx, rule, ruleSet, key: name } = echo;
  return [
    ['MX', mx ?? 'it ended before its MX was known'],
    ...(rule
      ? [['rule', `${rule} of rule set ${ruleSet ?? 'unknown'}: ${mxSource(rule, rules)}`] as const]
      : []),
    ...(name ? [['counted by', `${name}${key ? `: now ${keyText(key)}` : ''}`] as const] : []),
    ...(slot === undefined ? [] : [['slot', timeText(toMillis(slot))] as const]),
  ];
}

/** What evidence tells below is not told here. */
function endingText(
  { kind, at, by, detail, reply, ...judged }: Ending,
  evidence: readonly Evidence[],
): string {
  if (evidence.some((said) => said.kind === kind)) return `${timeText(at)} as ${kind}`;
  const verdict = verdictText(judged);
  const words = [by ? `by ${by}` : '', verdict, detail ?? '', reply ? `“${reply}”` : ''].filter(Boolean);
  return `${timeText(at)} as ${kind}${words.length > 0 ? `: ${words.join('; ')}` : ''}`;
}

function statePart({ delivery, evidence }: MailFile, now: EpochMillis): Part {
  const { state, until = 0, ending, sesId } = delivery;
  switch (state) {
    case 'claimed':
      return until > now
        ? ['now', `a sender is handing it over, until ${timeText(until)} at the latest`]
        : [
            'now',
            `in doubt: a sender had it until ${timeText(until)} and left no word. An SES event or the setting decides`,
          ];
    case 'free':
      return delivery.resent
        ? ['now', 'it is sent again after a doubt, so it may come twice, and waits for a slot']
        : ['now', 'nothing has left: a sender gave it back, and it waits for a slot'];
    case 'sent':
      return [
        'handed over',
        `${timeText(ending?.at ?? until)} to SES${sesId ? `, which calls it ${sesId}` : ''}`,
      ];
    case 'ended':
      return ['ended', ending ? endingText(ending, evidence) : 'without a word how'];
    default:
      return state satisfies never;
  }
}

const saidPart = (said: Evidence, rules: ActiveRules): Part => [
  said.kind,
  `${[timeText(said.at), ...saidLines(said)].join('\n')}${bounceSource(said, rules)}`,
];

function addressPart({ delivery, address, rules }: MailFile, now: EpochMillis): Part {
  if (!delivery.address) return ['address', 'the message named none that could be read'];
  if (!address) return ['address', `nothing is known against it (kept as ${delivery.address})`];
  const name = address.address ?? `forgotten, kept as ${address.key}`;
  return ['address', [name, ...standingText(address.standing, rules.current.quarantine, now)].join('\n')];
}

/** What happened to a mail and why, from its MX to where its address stands now. */
export async function explainMail(connection: Connection, id: MailId): Promise<Answer> {
  const mail = await readMail(connection, id);
  if (!mail.found) return unknownMail(id, mail.pauses);
  const { file } = mail;
  const now = connection.clock.now();
  const parts: readonly Part[] = [
    ['mail', whatText(file)],
    ...wayParts(file),
    statePart(file, now),
    ...file.evidence.map((said) => saidPart(said, file.rules)),
    addressPart(file, now),
    ...restraintParts(file.restraints),
  ];
  return { json: mailJson(file), text: story(parts) };
}
