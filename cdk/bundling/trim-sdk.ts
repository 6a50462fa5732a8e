/**
 * Errors that code of ours asks for by their class, and those whose class says that another try is worth it. All
 * others come as their service's exception, with the message, fields and status of the answer, and the name in it (SNS
 * leaves `Exception` out of some).
 */
export const KEPT_ERRORS: readonly string[] = [
  'ConditionalCheckFailedException',
  'NoSuchKey',
  'NotFoundException',
  'ReplicatedWriteConflictException',
  'ThrottledException',
];

const REGISTERED = /^n0_registry\.registerError\((\w+)\$, \1\);$/gm;

/** A service's schemas without the errors that nobody tells apart by class: their names come from the answer anyway. */
export const dropErrors = (source: string): string =>
  source.replaceAll(REGISTERED, (line, name: string) => (KEPT_ERRORS.includes(name) ? line : ''));

/** A class that is never made: Node has its own of that kind. */
export function refuseClass(source: string): string {
  const name = /^export class (\w+)/m.exec(source)?.[1] ?? '';
  return `export class ${name} { constructor() { throw new Error('${name} is not in this bundle: Node computes it'); } }\n`;
}
