import type { GlobalOptions, Io } from './shell.ts';

const CLEAR_LINE = '\r\x1b[K';

/** One line of a terminal that tells how far a command is; nothing elsewhere, and with `--json`. */
export interface ProgressLine {
  readonly draw: (text: string) => void;
  /** The line goes away again. */
  readonly clear: () => void;
}

export function progressLine(io: Pick<Io, 'err' | 'overwrites'>, { json }: GlobalOptions): ProgressLine {
  const write = io.overwrites && !json ? io.err : () => undefined;
  return { draw: (text) => write(`${CLEAR_LINE}${text}`), clear: () => write(CLEAR_LINE) };
}
