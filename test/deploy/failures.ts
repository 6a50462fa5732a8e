/** Something that a step expected and did not find. */
export class Unmet extends Error {
  override readonly name = 'Unmet';

  constructor(what: string, expected: unknown, seen: unknown) {
    super(`${what}\n  expected: ${shown(expected)}\n  seen:     ${shown(seen)}`);
  }
}

/** The test cannot run on this machine; the message says what to install. */
export class NotReady extends Error {
  override readonly name = 'NotReady';
}

const MOST_SHOWN = 2_000;

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, MOST_SHOWN);
