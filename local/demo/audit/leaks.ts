/** A line of a function that names a recipient. */
export interface Leak {
  readonly source: string;
  readonly line: string;
}

/** Reads every line that the functions print, and finds those that name a recipient of the campaign. */
export interface LeakWatch {
  readonly lines: number;
  readonly leaks: readonly Leak[];
  read(source: string, line: string): void;
  /** Recipients from now on; lines read before are looked at again. */
  expect(addresses: readonly string[]): void;
}

/** As an address is compared: lower case, and `@` where a URL has `%40`. */
const plain = (text: string): string => text.toLowerCase().replaceAll('%40', '@');

export function createLeakWatch(): LeakWatch {
  const recipients = new Set<string>();
  const suspects: Leak[] = [];
  let lines = 0;
  const namesOne = (line: string): boolean => {
    const text = plain(line);
    return [...recipients].some((address) => text.includes(address));
  };
  return {
    get lines() {
      return lines;
    },
    get leaks() {
      return suspects.filter(({ line }) => namesOne(line));
    },
    read: (source, line) => {
      lines += 1;
      if (plain(line).includes('@')) suspects.push({ source, line });
    },
    expect: (addresses) => {
      // A message without an address is somebody's bad input, and no name of anybody.
      for (const address of addresses) if (address.includes('@')) recipients.add(plain(address));
    },
  };
}
