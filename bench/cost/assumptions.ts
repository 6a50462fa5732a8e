/** What the simulation does not know. Each is printed with the costs. */
export const ASSUMPTIONS = {
  /** Functions' memory, GB (cdk/constructs). */
  memoryGb: 0.5,
  /** A function of 512 MB has this part of a processor (Lambda: one at 1,769 MB). */
  processors: 512 / 1_769,
  /** CPU of our own code, milliseconds a mail and function (`npm run bench:handlers`), rounded up. */
  cpuPerMail: 0.05,
  /** CPU of the SDK, milliseconds a call: signing, writing, reading. */
  cpuPerCall: 0.3,
  /** What Lambda itself logs of an invocation: START, END and REPORT, in KB. */
  platformLogKilobytes: 0.35,
  /** What the logger adds to a line: level, time, function, request, service, in KB. */
  lineKilobytes: 0.25,
  /** A batch's metrics in embedded metric format, in KB. */
  metricsKilobytes: 0.4,
  /** Messages that upstream puts on OutboundQueue by one request. */
  upstreamBatch: 10,
  /** Messages that Lambda deletes by one request. */
  deletesBatch: 10,
  /** Mails of one invocation of the throttler. */
  throttlerBatch: 200,
  /** Events of one invocation of the bounce function. */
  bounceBatch: 100,
} as const;
