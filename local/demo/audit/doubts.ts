/** What a sender prints when a call to SES was cut off: the mail may have left. */
const DOUBT = '"hand-over in doubt"';

/** Counts the doubts that senders print; the message of each stays in its queue until it is settled. */
export function createDoubtCount() {
  let count = 0;
  return {
    count: () => count,
    read: (_source: string, line: string): void => {
      if (line.includes(DOUBT)) count += 1;
    },
  };
}
