export const MAX_ATTEMPTS = 3;

const CONNECTION_TIMEOUT_MILLIS = 1_000;

/** Connections stay open between calls; a call that lasts longer than `requestTimeout` milliseconds is cut off. */
export const requestHandler = (requestTimeout: number) => ({
  connectionTimeout: CONNECTION_TIMEOUT_MILLIS,
  requestTimeout,
  throwOnRequestTimeout: true,
  httpsAgent: { keepAlive: true, maxSockets: 100 },
  httpAgent: { keepAlive: true, maxSockets: 100 },
});
