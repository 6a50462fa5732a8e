/** Keys of one BatchGetItem (DynamoDB API_BatchGetItem). */
export const DYNAMODB_BATCH_GET_KEYS = 100;

/** Puts and deletes of one BatchWriteItem (DynamoDB API_BatchWriteItem). */
export const DYNAMODB_BATCH_WRITE_ITEMS = 25;
