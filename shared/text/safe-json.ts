const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * JSON in characters that SQS and SNS take (XML 1.0, §2.2 Char). JSON.stringify escapes control characters and lone
 * surrogates by itself, which leaves U+FFFE and U+FFFF. Throws what JSON.stringify throws.
 */
export const safeStringify = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(/[\uFFFE\uFFFF]/g, escaped);

/** The same in printable ASCII alone. */
export const asciiStringify = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(/[^ -~]/g, escaped);
