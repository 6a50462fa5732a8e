/** A line of an imported file. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Something in an imported file that MX Pacer has no word for; the import leaves it out. */
export interface NoCounterpart extends Place {
  /** What it is, as the file calls it. */
  readonly what: string;
  /** Why it is left out, and what to do instead where there is something. */
  readonly why: string;
}

/** A file cannot be read as what it should be. */
export interface UnreadableFile extends Place {
  readonly message: string;
}

/** One file to import, with its name for messages. */
export interface ImportedFile {
  readonly name: string;
  readonly text: string;
}
