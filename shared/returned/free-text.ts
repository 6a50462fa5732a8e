import { addressesIn } from './addresses.ts';
import { fieldOf, fieldsOf } from './fields.ts';
import { LONGEST_REPLY, MOST_RECIPIENTS } from './limits.ts';
import type { MailPieces } from './read-mail.ts';

/** What words for people say of one recipient; without `recipient` they name nobody. */
export interface SaidInWords {
  readonly recipient?: string;
  readonly reply: string;
}

/** Where the copy of the returned mail begins: what it says is ours and no server's. */
const COPY =
  /^[ \t>]*(?:-{2,} ?(?:Below this line|This is a copy|Original [Mm]essage|Returned [Mm]essage|Unsent [Mm]essage|The header of the|Undelivered [Mm]essage|Message (?:header|text) follows|Ursprüngliche Nachricht|Message d'origine|Mensaje original|原始邮件)|Original message headers?:|Message headers? follow|The (?:headers?|text|contents?) of the (?:original )?message|Return-Path:|Received: from|X-MXP-Id:|DKIM-Signature:)/im;

/** Lines that repeat the header of our mail, in the languages of Exchange and Domino. */
const REPEATED =
  /^\s{0,8}(?:subject|sent|date|from|betreff|gesendet|datum|von|objet|envoy[ée]|asunto|enviado|fecha|oggetto|inviato|message-id|x-[a-z-]{1,60})\s{0,3}:/i;

/** Who sends what no person wrote. */
const DAEMONS =
  /^(?:mailer[-_.]?daemon|post(?:master|meister)|mail[-_.]?(?:daemon|delivery|system|er)|mdaemon|bounces?|mta|lotus|microsoftexchange[0-9a-f]{1,40}|double-bounce|majordomo|nobody|root)(?:[+=-][^@]{0,60})?@/i;

/** How subjects of reports begin or say it. */
const SUBJECTS =
  /undeliver|non[- ]?(?:deliver|remis)|return(?:ed)? (?:to sender|mail)|returned mail|delivery (?:status|fail|problem|report|has failed|error|unsuccess)|failure notice|mail (?:system error|delivery|could not be delivered)|could(?:n't| not) be (?:delivered|sent)|unzustellbar|nicht zugestellt|zustellung|[ée]chec de (?:la )?(?:remise|distribution)|non remis|no se (?:puede|ha podido) entregar|devuelto|mancat[ao] (?:consegna|recapito)|impossibile (?:consegnare|recapitare)|falha|n[ãa]o (?:foi )?entreg|niet (?:bezorgd|afgeleverd)|onbestelbaar|nie dostarcz|zwrot|nedoru[čc]|недостав|не доставлен|не удалось доставить|不達|配信(?:不能|エラー|失敗)|送信(?:エラー|失敗)|退信|退回|无法(?:投递|送达)|無法(?:投遞|送達)|投递失败|반송|전송 ?실패|배달 ?실패|iletilemedi|k(?:unde|an) inte levereras|kunne ikke leveres|ei voitu toimittaa/iu;

/** qmail's QSBMF: `Hi. This is the qmail-send program at …` (cr.yp.to/proto/qsbmf.txt). */
const QSBMF = /^\s*Hi\. This is the /;

const writers = ({ header }: MailPieces): readonly string[] =>
  fieldsOf(header, 'from', 'sender').flatMap(addressesIn);

/** True where a server says of itself that it wrote the mail because another did not arrive. */
export const isReturned = (mail: MailPieces): boolean =>
  mail.header.has('x-failed-recipients') ||
  QSBMF.test(mail.text) ||
  writers(mail).some((address) => DAEMONS.test(address));

/**
 * True where no more than the subject and the empty return path say so. Absence notes have that path too (RFC 3834 §3.3)
 * and repeat our subject, so ask first whether it is one.
 */
export function looksReturned(mail: MailPieces): boolean {
  const { header, subject } = mail;
  const isBounce = /^\s*<\s*>/.test(fieldOf(header, 'return-path') ?? '') || writers(mail).length === 0;
  return isBounce && SUBJECTS.test(subject);
}

/** A mail that still tries, as servers say it. */
const STILL_TRIES =
  /warning: (?:message [\w-]{1,40} delayed|could not send)|this is a warning (?:message )?only|you do not need to resend|delivery (?:is )?delayed|will (?:continue to|keep|be) (?:try|retr)|has been delayed|delivery status notification \(delay\)|delayed mail|verz[öo]gert|zustellung wird .{0,40}versucht|retard(?:é|ée)? de (?:la )?(?:remise|livraison)|配信が遅れて|配送延迟|延迟投递/iu;

export const tellsOfDelay = ({ subject, text }: Pick<MailPieces, 'subject' | 'text'>): boolean =>
  STILL_TRIES.test(subject) || STILL_TRIES.test(text.slice(0, LONGEST_REPLY));

const isDaemon = (address: string): boolean => DAEMONS.test(address);

/** What a server wrote, without the copy of our mail behind it. */
export function ownWords(text: string): string {
  const copy = COPY.exec(text);
  return copy && copy.index > 0 ? text.slice(0, copy.index) : text;
}

const ownLines = (text: string): readonly string[] =>
  ownWords(text)
    .split(/\r\n|\n|\r/)
    .filter((line) => !REPEATED.test(line));

const replyFrom = (lines: readonly string[]): string =>
  lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n')
    .slice(0, LONGEST_REPLY);

/**
 * What is said of each recipient: the lines from the one that names it to the one that names another. Servers word it a
 * hundred ways, but all of them name the recipient before or beside what they say.
 */
function byRecipient(lines: readonly string[], ours: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const said = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of lines) {
    const named = addressesIn(line).find((one) => !isDaemon(one) && !ours.has(one.toLowerCase()));
    const key = named?.toLowerCase();
    if (key !== undefined && (said.has(key) || said.size < MOST_RECIPIENTS)) {
      current = said.get(key) ?? [];
      said.set(key, current);
    }
    current?.push(line);
  }
  return said;
}

/** Reads a bounce that is words alone: one answer for each recipient that it names, or one that names nobody. */
export function readFreeText(mail: Pick<MailPieces, 'header' | 'text'>): readonly SaidInWords[] {
  const { header, text } = mail;
  const ours = new Set(
    fieldsOf(header, 'to', 'delivered-to')
      .flatMap(addressesIn)
      .map((one) => one.toLowerCase()),
  );
  const lines = ownLines(text);
  const failed = fieldsOf(header, 'x-failed-recipients').flatMap(addressesIn).slice(0, MOST_RECIPIENTS);
  const said = byRecipient(lines, ours);
  const names = new Set([...failed.map((one) => one.toLowerCase()), ...said.keys()]);
  if (names.size === 0) return [{ reply: replyFrom(lines) }];
  return [...names].map((recipient) => ({
    recipient,
    reply: replyFrom(said.get(recipient) ?? lines),
  }));
}
