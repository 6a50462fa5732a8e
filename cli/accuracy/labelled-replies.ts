import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Reply } from '../../shared/bounce/judgement.ts';
import { FAILURE_REASONS, FAILURE_TYPES } from '../../shared/outcome/event.ts';
import { UserError } from '../user-error.ts';
import type { Outcome } from './outcomes.ts';

/** A reply and what an expert reads from it. */
export interface LabelledReply {
  readonly id: string;
  readonly reply: Reply;
  readonly label: Outcome;
  /** Written in another language than English. */
  readonly foreign: boolean;
}

/** Beyond ASCII, quotation marks and dashes aside, where no `language` says it. */
const FOREIGN = /[\u00c0-\u1fff\u2c00-\uffff]/;

const lineSchema = z
  .object({
    id: z.union([z.string(), z.number()]),
    reply: z.string(),
    status: z.string().optional(),
    mxHost: z.string().optional(),
    subtype: z.string().optional(),
    language: z.string().optional(),
    type: z.enum(FAILURE_TYPES),
    reason: z.enum(FAILURE_REASONS).optional(),
  })
  .refine(({ type, reason }) => (type === 'ignored') === (reason === undefined), {
    error: 'a failure needs a reason, and type ignored has none',
  });

function parse(line: string, place: string): LabelledReply {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new UserError(`${place} is no JSON`);
  }
  const read = lineSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UserError(`${place}: ${issue?.path.join('.') || 'label'}: ${issue?.message}`);
  }
  const { id, reply: text, language, type, reason, status, mxHost, subtype } = read.data;
  return {
    id: String(id),
    reply: {
      text,
      ...(status === undefined ? {} : { status }),
      ...(mxHost === undefined ? {} : { mxHost }),
      ...(subtype === undefined ? {} : { subtype }),
    },
    label: type === 'ignored' || reason === undefined ? { type: 'ignored' } : { type, reason },
    foreign: language === undefined ? FOREIGN.test(text) : language !== 'en',
  };
}

/** Reads a file of labelled replies, one JSON object a line; throws a UserError that names the line. */
export function readLabelledReplies(path: string): readonly LabelledReply[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, at) => (line.trim() === '' ? [] : [parse(line, `${path}:${at + 1}`)]));
}
