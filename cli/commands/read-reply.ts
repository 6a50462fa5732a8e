import * as z from 'zod';
import type { Reply } from '../../shared/bounce/judgement.ts';

/** One line that `mxp classify` was given. */
export type ReadReply =
  | { readonly ok: true; readonly id?: string | number; readonly reply: Reply }
  | { readonly ok: false; readonly id?: string | number; readonly reason: string };

const id = z.union([z.string(), z.number()]).nullish();
const text = z.string({ error: 'must be a text' });

/** Fields that are not ours are no fault: exports of mail systems have many. */
const replySchema = z.object({
  id,
  reply: text,
  status: text.nullish(),
  mxHost: text.nullish(),
  subtype: text.nullish(),
});

/** MX hosts are compared in lower case and without the dot of the root. */
const hostOf = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const given = <K extends string, V>(name: K, value: V | null | undefined): { readonly [key in K]?: V } =>
  value === undefined || value === null ? {} : ({ [name]: value } as { readonly [key in K]: V });

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const idOf = (json: unknown): { readonly id?: string | number } => {
  const read = z.object({ id }).safeParse(json);
  return given('id', read.data?.id);
};

/** A line that starts with `{` is a JSON object; any other is the reply itself. */
export function readReply(line: string): ReadReply {
  if (!line.trimStart().startsWith('{')) return { ok: true, reply: { text: line } };
  const json = parse(line);
  if (json === undefined) return { ok: false, reason: 'starts with { but is no JSON' };
  const read = replySchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { ok: false, ...idOf(json), reason: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  const { reply, status, mxHost, subtype } = read.data;
  const host = typeof mxHost === 'string' ? hostOf(mxHost) : undefined;
  const said = {
    text: reply,
    ...given('status', status),
    ...given('mxHost', host),
    ...given('subtype', subtype),
  };
  return { ok: true, ...given('id', read.data.id), reply: said };
}
