import * as z from 'zod';

const report = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), range: z.string() })),
  metadata: z.object({ dependencies: z.object({ total: z.number() }) }),
});

const failure = z.object({ message: z.string() });

/** Worth stopping for; what is below is told. */
const GRAVE: readonly string[] = ['high', 'critical'];

/** What `npm audit --json` says. */
export type Audit =
  | { readonly kind: 'checked'; readonly grave: readonly string[]; readonly others: readonly string[] }
  /** The registry gave no answer, so nothing is known. */
  | { readonly kind: 'notChecked'; readonly why: string };

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads the answer; anything but a whole report counts as not checked. */
export function readAudit(stdout: string): Audit {
  const json = parsed(stdout);
  const found = report.safeParse(json);
  if (!found.success) {
    const { success, data } = failure.safeParse(json);
    return { kind: 'notChecked', why: success ? data.message : 'npm audit gave no report' };
  }
  const all = Object.entries(found.data.vulnerabilities).map(([name, { severity, range }]) => ({
    severity,
    line: `${name} ${range}: ${severity}`,
  }));
  const linesOf = (grave: boolean) =>
    all.filter(({ severity }) => GRAVE.includes(severity) === grave).map(({ line }) => line);
  return { kind: 'checked', grave: linesOf(true), others: linesOf(false) };
}
