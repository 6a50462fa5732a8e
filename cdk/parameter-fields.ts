import * as z from 'zod';

/** A value as it is shown in a problem. */
export const shown = (input: unknown): string => JSON.stringify(input) ?? 'nothing';

/** A zod error that shows the bad value and says what to write instead. */
export const advise =
  (advice: string) =>
  ({ input }: { readonly input?: unknown }): string =>
    `${shown(input)}: ${advice}`;

/** Text of a form. */
export const text = (form: RegExp, advice: string) =>
  z.string({ error: advise(advice) }).regex(form, { error: advise(advice) });

/** A whole number within bounds. */
export const number = (least: number, most: number, advice: string) =>
  z
    .int({ error: advise(advice) })
    .min(least, { error: advise(advice) })
    .max(most, { error: advise(advice) });

/** One of the values. */
export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: advise(`write one of ${values.join(', ')}`) });

/** Yes or no. */
export const flag = () => z.boolean({ error: advise('write true or false') });

/** An object with these fields and no others. */
export const record = <const T extends z.core.$ZodLooseShape>(fields: T) => {
  const names = Object.keys(fields).join(', ');
  return z.strictObject(fields, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `unknown: ${issue.keys.join(', ')}; write ${names}`
        : advise(`write an object with ${names}`)(issue),
  });
};
