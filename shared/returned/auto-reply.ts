import { fieldOf } from './fields.ts';
import type { MailPieces } from './read-mail.ts';

/** Headers by which answering machines were known before RFC 3834. */
const MACHINE_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-autoreply-from', 'x-vacation'];

/** How subjects of absence notes begin, where no header says it. */
const SUBJECTS =
  /^\W{0,8}(?:auto(?:matic|mated|matische|matisk|maattinen)?[ -]?(?:re(?:ply|sponse)|antwort|svar|vastaus)|out of (?:the )?office|away from (?:my |the )?(?:office|desk|mail)|on vacation|i am (?:away|on leave)|abwesen(?:d|heit)|automatische antwort|(?:r[ée]ponse|message) (?:automatique|d'absence)|absence du bureau|respuesta autom[áa]tica|fuera de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|resposta autom[áa]tica|afwezig|automatisch antwoord|automatiskt? svar|fr[åa]nvar|odpowied[źz] automatyczna|automatick[áa] odpov[ěe]d|автоответ|автоматический ответ|自動(?:返信|応答)|不在|自动(?:回复|答复)|外出|부재중|자동 ?(?:응답|회신))/iu;

/** True for an answer by a machine, as of somebody on holiday (RFC 3834): the mail did arrive. */
export function isAutoReply({ header, subject }: MailPieces): boolean {
  if (/^\s*auto-replied\b/i.test(fieldOf(header, 'auto-submitted') ?? '')) return true;
  if (/^\s*auto[_-]?reply\b/i.test(fieldOf(header, 'precedence') ?? '')) return true;
  return MACHINE_HEADERS.some((name) => header.has(name)) || SUBJECTS.test(subject);
}
