/** A file cannot be read as what it should be; the message names it, and `line` where it is wrong. */
export class RuleFileError extends Error {
  override readonly name = 'RuleFileError';
  readonly file: string;
  readonly line?: number;

  constructor(message: string, file: string, line?: number) {
    super(message);
    this.file = file;
    if (line !== undefined) this.line = line;
  }
}
