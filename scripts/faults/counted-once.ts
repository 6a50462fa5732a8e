import type { FaultMail } from './mails.ts';
import type { Hands } from './scenario.ts';

/** Every mail that was sent back counts once against its address, and is told once; an unknown user is quarantined. */
export async function countedOnce({ stage }: Hands, mails: readonly FaultMail[]): Promise<readonly string[]> {
  const records = new Map<string, { readonly errors: number; readonly quarantined: boolean }>();
  for await (const { address, entries, standing } of stage.connection.addresses())
    if (address !== undefined)
      records.set(address, {
        errors: entries.filter(({ kind }) => kind === 'error').length,
        quarantined: standing.quarantine !== undefined,
      });
  const told = Map.groupBy(stage.outcomes.events.values(), ({ id, kind }) => `${kind} ${id}`);
  return mails
    .filter(({ bounce }) => bounce)
    .flatMap(({ id, to, bounce }) => {
      const { errors, quarantined } = records.get(to) ?? { errors: 0, quarantined: false };
      const times = told.get(`bounced ${id}`)?.length ?? 0;
      return [
        ...(errors === 1 ? [] : [`${id} counts ${errors} errors`]),
        ...(times === 1 ? [] : [`${id} is told ${times} times as bounced`]),
        ...(quarantined === (bounce === 'unknown')
          ? []
          : [`${id} of a mailbox that is ${bounce}: quarantined ${quarantined}`]),
      ];
    });
}
