/** The most entries of a sorted list in any half-open window of `width`. */
export function peakOf(times: readonly number[], width: number): number {
  let first = 0;
  let peak = 0;
  times.forEach((time, last) => {
    while (time - (times[first] ?? time) >= width) first += 1;
    peak = Math.max(peak, last - first + 1);
  });
  return peak;
}
