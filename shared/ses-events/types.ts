import type { SesBounce, SesComplaint, SesDeliveryDelay } from './failures.ts';
import type { EpochMillis, SesMail } from './mail.ts';

export type * from './failures.ts';
export type * from './mail.ts';

export interface SesDelivery {
  readonly timestamp: EpochMillis;
  readonly processingTimeMillis?: number;
  readonly recipients: readonly string[];
  readonly smtpResponse?: string;
  readonly reportingMTA?: string;
  readonly remoteMtaIp?: string;
}

export interface SesReject {
  /** `Bad content`: a virus. */
  readonly reason?: string;
}

export interface SesRenderingFailure {
  readonly templateName?: string;
  readonly errorMessage?: string;
}

export interface SesOpen {
  readonly timestamp: EpochMillis;
  readonly ipAddress?: string;
  readonly userAgent?: string;
}

export interface SesClick extends SesOpen {
  readonly link?: string;
  readonly linkTags?: Readonly<Record<string, readonly string[]>>;
}

export interface TopicStatus {
  readonly topicName: string;
  /** `OptIn` or `OptOut` */
  readonly subscriptionStatus: string;
}

export interface TopicPreferences {
  readonly unsubscribeAll: boolean;
  readonly topicSubscriptionStatus: readonly TopicStatus[];
  readonly topicDefaultSubscriptionStatus: readonly TopicStatus[];
}

export interface SesSubscription {
  readonly timestamp: EpochMillis;
  readonly contactList?: string;
  /** `UnsubscribeHeader`, `UnsubscribeFooter` … */
  readonly source?: string;
  readonly newTopicPreferences?: TopicPreferences;
  readonly oldTopicPreferences?: TopicPreferences;
}

/** What happened; payloads have SES's own names. */
export type SesEventContent =
  | { readonly type: 'Send' }
  | { readonly type: 'Delivery'; readonly delivery: SesDelivery }
  | { readonly type: 'Bounce'; readonly bounce: SesBounce }
  | { readonly type: 'Complaint'; readonly complaint: SesComplaint }
  | { readonly type: 'Reject'; readonly reject: SesReject }
  | { readonly type: 'RenderingFailure'; readonly failure: SesRenderingFailure }
  | { readonly type: 'DeliveryDelay'; readonly deliveryDelay: SesDeliveryDelay }
  | { readonly type: 'Open'; readonly open: SesOpen }
  | { readonly type: 'Click'; readonly click: SesClick }
  | { readonly type: 'Subscription'; readonly subscription: SesSubscription }
  /** A type that this parser does not know, by SES's name: a letter, then up to 63 letters, digits, spaces, `_` or `-`. */
  | { readonly type: 'Unknown'; readonly name: string };

/** `event`: published by a configuration set (`eventType`); `notification`: set on an identity (`notificationType`). */
export type SesEventFamily = 'event' | 'notification';

/** Anything that SES says of a mail. */
export type SesEvent = { readonly family: SesEventFamily; readonly mail: SesMail } & SesEventContent;

/** The events of one type: `SesEventOf<'Bounce'>`. */
export type SesEventOf<Type extends SesEvent['type']> = Extract<SesEvent, { readonly type: Type }>;
