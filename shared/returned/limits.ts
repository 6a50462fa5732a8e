/**
 * Bytes that are read of a returned mail. A report stands before the mail that it returns, and that mail's header before
 * its body, so what is left out of a longer one is the body of our own mail. SES takes in up to 40 MB (SES Developer
 * Guide, "Service quotas").
 */
export const READ_BYTES = 1_024 * 1_024;

/** Lines of them. The parser takes microseconds for each, and a megabyte of empty lines would take it seconds. */
export const READ_LINES = 20_000;

/**
 * Boundaries that a mail may name. A report has one or two; the parser holds each line against every boundary that is
 * open, so thousands of them would take minutes.
 */
export const MOST_BOUNDARIES = 100;

/** Parts inside parts. Forwarding adds two or three a time. */
export const DEEPEST_NESTING = 32;

/** Bytes of the headers of all parts together; the largest known mail systems stop far below (Exchange at 256 KB). */
export const MOST_HEADER_BYTES = 512 * 1_024;

/** Characters that are read of the words for people, and of each part that is a report. */
export const READ_CHARACTERS = 256 * 1_024;

/** Recipients that are read of one report: each mail of ours has one, and others come by alias and list. */
export const MOST_RECIPIENTS = 100;

/** Characters of one recipient's reply: a long transcript still fits. */
export const LONGEST_REPLY = 4_000;

/** Mails of ours that one returned mail may name: itself, and what it was an answer to. */
export const MOST_CLAIMS = 8;

/** Characters of an address (RFC 5321 §4.5.3.1: 64 + 1 + 255). */
export const LONGEST_ADDRESS = 320;
