import { CommanderError } from 'commander';
import { UsageError, UserError } from '../user-error.ts';

/** What the program says of an error and ends with. */
export interface Failure {
  readonly message: string;
  readonly exitCode: 1 | 2;
  /** A defect of ours: people get its stack trace. */
  readonly stack?: string;
}

/** Errors of the SDK's own making carry `$metadata`; those of finding credentials end in this name. */
const isAwsError = (error: Error): boolean => '$metadata' in error || /^Credentials.*Error$/.test(error.name);

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Reads an error that ended a command; undefined when it only ends the showing of help. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return undefined;
    const helped = error.code === 'commander.help';
    const message = helped ? 'name a command; --help lists them' : error.message.replace(/^error: /, '');
    return { message, exitCode: 2 };
  }
  if (error instanceof UserError)
    return { message: error.message, exitCode: error instanceof UsageError ? 2 : 1 };
  if (codeOf(error) === 'ECONNREFUSED')
    return { message: 'the deployment does not answer; was the local engine stopped?', exitCode: 1 };
  if (!(error instanceof Error)) return { message: String(error), exitCode: 1 };
  if (isAwsError(error)) return { message: `AWS: ${error.name}: ${error.message}`, exitCode: 1 };
  return { message: error.message, exitCode: 1, ...(error.stack ? { stack: error.stack } : {}) };
}
