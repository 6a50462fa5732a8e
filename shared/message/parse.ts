import { SES_HEADERS } from '../limits/ses.ts';
import { shortHash } from '../text/short-hash.ts';
import { describeIssue, explainIssues } from './explain-issues.ts';
import { nameOfType } from './json-value.ts';
import type { Mail, MailId } from './mail.ts';
import { campaignSchema, idSchema, messageSchema, streamSchema } from './schema.ts';
import { unsubscribeHeaders } from './unsubscribe-headers.ts';

/** The pools that a message may name, and the one for messages that name none. */
export interface ParsePools {
  readonly known: ReadonlySet<string>;
  readonly default: string;
}

/** `id`, `campaign` and `stream` are present where they could be read, so that upstream hears of its mail. */
export interface ParseFailure {
  readonly ok: false;
  readonly reason: string;
  readonly id?: MailId;
  readonly campaign?: string;
  readonly stream?: string;
  readonly bodyHash: string;
}

export type ParsedMail = { readonly ok: true; readonly mail: Mail } | ParseFailure;

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject => nameOfType(value) === 'object';

/** JSON.parse quotes its input in its errors, so only the place is taken from them. */
function parseObject(body: string): JsonObject | string {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : `the body is a JSON ${nameOfType(value)}, not an object`;
  } catch (error) {
    const place = /at position \d+/.exec(String(error))?.[0];
    return place ? `the body is not JSON (${place})` : 'the body is not JSON';
  }
}

/** What of a message upstream can be told its failure by. */
function identify({ id, campaign, stream }: JsonObject): Omit<ParseFailure, 'ok' | 'reason' | 'bodyHash'> {
  if (!idSchema.safeParse(id).success) return {};
  return {
    id: id as MailId,
    ...(campaignSchema.safeParse(campaign).success ? { campaign: campaign as string } : {}),
    ...(streamSchema.safeParse(stream).success ? { stream: stream as string } : {}),
  };
}

/** The schema passes over this name in silence, as it would over a trap for the code that copies objects. */
const TRAP = '__proto__';

function trapIn({ metadata, headers, content }: JsonObject): string | undefined {
  const data = isObject(content) && isObject(content['template']) ? content['template']['data'] : undefined;
  const found = Object.entries({ metadata, headers, 'content.template.data': data }).find(
    ([, value]) => isObject(value) && Object.hasOwn(value, TRAP),
  );
  return found && `${found[0]}: ${TRAP} cannot be a name; take another`;
}

function poolProblem(pool: string | undefined, { known }: ParsePools): string | undefined {
  if (pool === undefined || known.has(pool)) return undefined;
  return `pool: this deployment has no pool ${pool}; it has ${[...known].join(', ')}`;
}

/** SES adds the mail's id too, which is ours. */
const MOST_HEADERS = SES_HEADERS - 1;

function headersProblem({ headers, unsubscribe }: Pick<Mail, 'headers' | 'unsubscribe'>): string | undefined {
  const count = headers.length + (unsubscribe ? unsubscribeHeaders(unsubscribe).length : 0);
  return count <= MOST_HEADERS
    ? undefined
    : `headers: at most ${MOST_HEADERS} fit beside ours; these are ${count}, those of unsubscribe among them`;
}

/**
 * Reads one message of upstream's; never throws. A failure's `reason` names the fields and what to do, with addresses
 * masked.
 *
 * @example parseMail(record.body, { known: new Set(['shared']), default: 'shared' })
 */
export function parseMail(body: string, pools: ParsePools): ParsedMail {
  const bodyHash = shortHash(body);
  const value = parseObject(body);
  if (typeof value === 'string') return { ok: false, reason: value, bodyHash };
  const fail = (reason: string): ParseFailure => ({ ok: false, reason, ...identify(value), bodyHash });
  const read = messageSchema.safeParse(value, { error: describeIssue });
  if (!read.success) return fail(explainIssues(read.error.issues));
  const { v: _read, replyTo = [], pool, ...fields } = read.data;
  const problem = poolProblem(pool, pools) ?? headersProblem(fields) ?? trapIn(value);
  if (problem) return fail(problem);
  const mail = { ...fields, id: fields.id as MailId, replyTo, pool: pool ?? pools.default, bodyHash };
  return { ok: true, mail };
}
