import { GetEmailIdentityCommand, NotFoundException, type SESv2Client } from '@aws-sdk/client-sesv2';

/** A verified identity as SES has it (SES v2 API reference, GetEmailIdentity). */
export interface Identity {
  readonly name: string;
  /** False: SES knows none of this name. */
  readonly exists: boolean;
  readonly verified: boolean;
  /** SUCCESS, PENDING, FAILED, TEMPORARY_FAILURE or NOT_STARTED. */
  readonly dkim: string;
  readonly signs: boolean;
  /** Names of the CNAME records of Easy DKIM; with own keys (BYODKIM) the selector. */
  readonly dkimTokens: readonly string[];
  readonly ownKeys: boolean;
  /** Where the records point to; regions differ. */
  readonly dkimZone: string;
  /** Absent: amazonses.com is used. */
  readonly mailFrom?: { readonly domain: string; readonly status: string };
  /** SES sends bounces and complaints by e-mail. */
  readonly forwardsFeedback: boolean;
}

const UNKNOWN = {
  exists: false,
  verified: false,
  dkim: 'NOT_STARTED',
  signs: false,
  dkimTokens: [],
  ownKeys: false,
  dkimZone: 'dkim.amazonses.com',
  forwardsFeedback: false,
} as const;

/** Reads one identity. */
export async function inspectIdentity(client: SESv2Client, name: string): Promise<Identity> {
  try {
    const found = await client.send(new GetEmailIdentityCommand({ EmailIdentity: name }));
    const { DkimAttributes: dkim, MailFromAttributes: from } = found;
    const domain = from?.MailFromDomain;
    return {
      name,
      exists: true,
      verified: found.VerifiedForSendingStatus === true,
      dkim: dkim?.Status ?? UNKNOWN.dkim,
      signs: dkim?.SigningEnabled === true,
      dkimTokens: dkim?.Tokens ?? [],
      ownKeys: dkim?.SigningAttributesOrigin === 'EXTERNAL',
      dkimZone: dkim?.SigningHostedZone ?? UNKNOWN.dkimZone,
      ...(domain ? { mailFrom: { domain, status: from.MailFromDomainStatus ?? 'unknown' } } : {}),
      forwardsFeedback: found.FeedbackForwardingStatus === true,
    };
  } catch (error) {
    if (error instanceof NotFoundException) return { name, ...UNKNOWN };
    throw error;
  }
}
