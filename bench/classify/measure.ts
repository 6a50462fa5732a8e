/** Rounds over all questions; the fastest tells what the machine's other work took least from. */
const ROUNDS = 20;

/** A round is repeated until it takes this long, so that the clock's steps are small beside it. */
const LEAST_MILLIS = 50;

/** Microseconds a question of each who is asked, in turn, of the fastest round; the rounds before it warm up. */
export function microsEach<T>(
  questions: readonly T[],
  askers: readonly ((question: T) => unknown)[],
): readonly number[] {
  const rounds = askers.map((ask) => {
    const timeOf = (repeats: number) => {
      const startedAt = performance.now();
      for (let done = 0; done < repeats; done += 1) for (const question of questions) ask(question);
      return performance.now() - startedAt;
    };
    let repeats = 1;
    while (timeOf(repeats) < LEAST_MILLIS) repeats *= 2;
    return () => (1_000 * timeOf(repeats)) / (repeats * questions.length);
  });
  const times = Array.from({ length: ROUNDS }, () => rounds.map((round) => round()));
  return askers.map((_, at) => Math.min(...times.map((each) => each[at] ?? Number.POSITIVE_INFINITY)));
}
