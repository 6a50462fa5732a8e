/** Bytes of one message and of a whole batch (API_SendMessageBatch: 1 MiB, attributes included). */
export const SQS_MESSAGE_BYTES = 1_048_576;

/** Entries of one SendMessageBatch or DeleteMessageBatch (API_SendMessageBatch). */
export const SQS_BATCH_ENTRIES = 10;

/** The longest DelaySeconds (API_SendMessage). */
export const SQS_DELAY_SECONDS = 900;

/** The longest visibility time-out, 12 hours from the receive (API_ChangeMessageVisibility). */
export const SQS_VISIBILITY_SECONDS = 43_200;

/**
 * The largest body that MX Pacer takes, in UTF-8 bytes: SQS counts attributes as part of the message, and 16 KiB are
 * ample for our envelope.
 */
export const LARGEST_BODY_BYTES = SQS_MESSAGE_BYTES - 16 * 1_024;

/**
 * One character that SQS refuses in bodies and attributes (API_SendMessage: XML 1.0 characters), a lone surrogate
 * among them.
 */
export const SQS_REFUSED_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
