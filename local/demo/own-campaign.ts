import { readFile } from 'node:fs/promises';
import { UserError } from '../../cli/user-error.ts';
import type { SampleMail } from './campaign.ts';

const idOf = (value: unknown): { id?: unknown; to?: unknown } =>
  typeof value === 'object' && value !== null ? value : {};

function parsed(line: string): { id?: unknown; to?: unknown } {
  try {
    return idOf(JSON.parse(line));
  } catch {
    return {};
  }
}

/**
 * The reader's own campaign, one message a line (docs/upstream.md). A line without an id is queued as it is, ends in the
 * rejected queue, and is not among the mails that the run counts.
 */
export async function readCampaign(file: string): Promise<readonly SampleMail[]> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new UserError(`the campaign could not be read: ${cause.message}`, { cause });
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0)
    throw new UserError(`${file} holds no message: write one JSON object a line, see docs/upstream.md`);
  return lines.map((body) => {
    const { id, to } = parsed(body);
    return { id: typeof id === 'string' ? id : '', to: typeof to === 'string' ? to : '', body };
  });
}
