/** `1,234,567`. */
export const countText = (count: number): string => count.toLocaleString('en-US');

/** `1 line`, `2,000 addresses`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;
