/** Rounds over all questions; the fastest tells what the machine's other work took least from. */
const ROUNDS = 40;

/** A round is repeated until it takes this long, so that the clock's steps are small beside it. */
const LEAST_MILLIS = 50;

/** Microseconds a question, of the fastest of some rounds; the first ones warm up. */
export function microsEach<T>(questions: readonly T[], ask: (question: T) => unknown): number {
  const timeOf = (repeats: number) => {
    const startedAt = performance.now();
    for (let done = 0; done < repeats; done += 1) for (const question of questions) ask(question);
    return performance.now() - startedAt;
  };
  let repeats = 1;
  while (timeOf(repeats) < LEAST_MILLIS) repeats *= 2;
  const times = Array.from({ length: ROUNDS }, () => timeOf(repeats));
  return (1_000 * Math.min(...times)) / (repeats * questions.length);
}
