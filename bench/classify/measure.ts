/** Rounds over all replies; the fastest tells what the machine's other work took least from. */
const ROUNDS = 5;

/** A round is repeated until it takes this long: the thread's CPU is counted in coarse steps. */
const LEAST_MILLIS = 100;

/** Microseconds of this thread's CPU that `work` takes. */
function cpuOf(work: () => void): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return user + system;
}

/** Microseconds a question, of the fastest of some rounds; what finds the number of repeats warms up. */
export function microsEach<T>(questions: readonly T[], ask: (question: T) => unknown): number {
  const round = (repeats: number) => {
    for (let done = 0; done < repeats; done += 1) for (const question of questions) ask(question);
  };
  let repeats = 1;
  for (;;) {
    const startedAt = performance.now();
    round(repeats);
    if (performance.now() - startedAt >= LEAST_MILLIS) break;
    repeats *= 2;
  }
  const times = Array.from({ length: ROUNDS }, () => cpuOf(() => round(repeats)));
  return Math.min(...times) / (repeats * questions.length);
}
