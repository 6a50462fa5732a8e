/** What happened, for people and metrics; adapters decide where it goes. Fields never hold an unmasked address. */
export interface Log {
  /** One line: `event` names what happened. */
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Raises a counter metric. */
  count(metric: string, by?: number): void;
}

export const SILENT: Log = { info() {}, warn() {}, count() {} };
