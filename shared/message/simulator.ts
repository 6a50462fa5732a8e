/**
 * Where SES's mailbox simulator takes mail: success@, bounce@, complaint@ and others, each also with a `+label` (SES
 * developer guide, "Using the mailbox simulator"). Free of the daily quota and of reputation, sandbox or not.
 */
export const SIMULATOR_DOMAIN = 'simulator.amazonses.com';
