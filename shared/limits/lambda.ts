/** Bytes of a synchronous invocation's payload; a queue's batch closes there too (Lambda Developer Guide, "Lambda quotas"). */
export const LAMBDA_PAYLOAD_BYTES = 6 * 1_024 * 1_024;

/** Passes of one message through one function before Lambda stops it (Developer Guide, "recursive loop detection"). */
export const LAMBDA_RECURSIONS = 16;
