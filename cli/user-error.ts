/** A mistake that its message tells how to mend; shown without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** The command was given wrongly; nothing was done. Exit code 2. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}
