import type { ProviderOptions } from '../../servers/provider.ts';
import type { Return } from '../../servers/ses/aftermath.ts';
import type { Cap } from './rate-cap.ts';
import type { Truth } from './refusal.ts';

/** A mail that its provider takes and sends back later, and what that means. */
export interface DemoReturn extends Return {
  readonly truth: Truth;
}

/** One of the demonstration's providers: what it hides from senders, what it tells the reader, and how it is played. */
export interface VirtualProvider {
  readonly name: string;
  readonly domains: readonly string[];
  /** The MX host that decides; a mask where there are several. */
  readonly mx: string;
  /** The policy in words, for the reader alone. */
  readonly hidden: string;
  readonly cap?: Cap;
  readonly connections?: number;
  readonly messagesPerConnection?: number;
  /** Its servers, with empty books and a clean memory at every call. */
  readonly servers: () => readonly ProviderOptions[];
  /** What follows a delivery comes as a mail to the sender: a DSN or an ARF report. */
  readonly answersByMail?: true;
  readonly returns?: (address: string) => DemoReturn | undefined;
  /** Milliseconds after the delivery. */
  readonly complains?: (address: string) => number | undefined;
}

/** The sender's address as providers see it (RFC 5737). */
export const SENDER_IP = '203.0.113.9';
