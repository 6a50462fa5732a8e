import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** A benchmark's command line: `--help` prints `help` and ends; an unknown or broken option says so and ends with 2. */
export function readOptions<const T extends ParseArgsOptionsConfig>(help: string, options: T) {
  const all = { ...options, json: { type: 'boolean' }, help: { type: 'boolean' } } as const;
  try {
    const { values } = parseArgs({ options: all, args: process.argv.slice(2) });
    if (!('help' in values)) return values;
    console.log(help);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    process.exit(2);
  }
}

/** A whole number of at least 1; anything else ends the run with 2. */
export function countOf(name: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  console.error(`--${name} is ${JSON.stringify(text)}: expected a whole number of at least 1`);
  process.exit(2);
}

/** The middle of the numbers; of two middles their mean. */
export function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const [low = 0, high = low] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}
