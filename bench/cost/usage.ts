/** What AWS bills, in its own units. */
export const USAGES = [
  /** Requests, each 64 KB of a request's messages one. */
  'sqsRequests',
  'dynamodbWriteUnits',
  'dynamodbReadUnits',
  /** Publishes, each 64 KB one. */
  'snsRequests',
  's3Puts',
  's3Gets',
  'lambdaInvocations',
  'lambdaGbSeconds',
  'logKilobytes',
] as const;

export type UsageName = (typeof USAGES)[number];
export type Usage = Readonly<Record<UsageName, number>>;

/** Adds up usage, and calls by their names. */
export interface Tally {
  add(usage: Partial<Usage>): void;
  /** One call, such as `PutItem Delivery`. */
  called(name: string, times?: number): void;
  usage(): Usage;
  calls(): Readonly<Record<string, number>>;
}

export function createTally(): Tally {
  const used = new Map<string, number>(USAGES.map((name) => [name, 0]));
  const calls = new Map<string, number>();
  const raise = (map: Map<string, number>, name: string, by: number) =>
    map.set(name, (map.get(name) ?? 0) + by);
  return {
    add: (usage) => {
      for (const [name, by] of Object.entries(usage)) raise(used, name, by);
    },
    called: (name, times = 1) => raise(calls, name, times),
    usage: () => Object.fromEntries(used) as Usage,
    calls: () => Object.fromEntries([...calls].sort(([one], [other]) => (one < other ? -1 : 1))),
  };
}
