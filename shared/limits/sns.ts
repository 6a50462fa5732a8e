/** Bytes of one message, and of all messages of one batch, attributes included (SNS API_Publish, API_PublishBatch). */
export const SNS_MESSAGE_BYTES = 262_144;

/** Messages of one PublishBatch (SNS API_PublishBatch). */
export const SNS_BATCH_ENTRIES = 10;
