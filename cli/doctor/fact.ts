/** Something asked for: known, or why it is not. */
export type Fact<T> =
  | { readonly known: true; readonly value: T }
  /** `absent`: there is no such thing here, which is no fault. */
  | { readonly known: false; readonly absent: boolean; readonly why: string };

/** Thrown by an inspection of what a deployment does not have. */
export class Absent extends Error {}

export const known = <T>(value: T): Fact<T> => ({ known: true, value });

const whyOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'Error' ? error.message : `${error.name}: ${error.message}`;
};

/** Asks; a question that fails hides no other. */
export async function learn<T>(ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await ask());
  } catch (error) {
    if (error instanceof Absent) return { known: false, absent: true, why: error.message };
    return { known: false, absent: false, why: `could not be read: ${whyOf(error)}` };
  }
}

/** What a known fact is turned into; one that is not known stays so. */
export const fromFact = async <T, R>(fact: Fact<T>, ask: (value: T) => Promise<R>): Promise<Fact<R>> =>
  fact.known ? learn(() => ask(fact.value)) : fact;
