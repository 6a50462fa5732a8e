import { INVALID_DOMAIN, type Meaning } from './meaning.ts';

/**
 * What a reply code says by itself. 556 is one thing alone: the domain takes no mail (RFC 7504 §4). All others are used for
 * policy, content, quotas and unknown users alike, so 550 without words or status is no evidence against a mailbox.
 */
export const judgeCode = (reply: string): Meaning | undefined =>
  reply === '556' ? INVALID_DOMAIN : undefined;
