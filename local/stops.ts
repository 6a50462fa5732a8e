/** Stops what was started, the last first, whatever fails. */
export function createStops() {
  const stops: (() => Promise<unknown>)[] = [];
  return {
    add<T extends { stop(): Promise<unknown> }>(started: T): T {
      stops.push(() => started.stop());
      return started;
    },
    push: (stop: () => Promise<unknown>) => stops.push(stop),
    async all() {
      for (const stop of stops.splice(0).reverse()) await stop().catch(() => {});
    },
  };
}

export type Stops = ReturnType<typeof createStops>;
