/** What a command answers: one document for `--json`, the same for people, and whether it counts as failed (exit code 1). */
export interface Answer {
  readonly json: unknown;
  readonly text: string;
  readonly failed?: boolean;
}
