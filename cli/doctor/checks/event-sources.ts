import { type Check, fail, judged, ok } from '../finding.ts';

export const eventSources: Check = {
  group: 'Stack',
  name: 'queues are read',
  judge: ({ eventSources: fact }) =>
    judged(fact, (all) => {
      const off = all.filter(({ enabled }) => !enabled);
      if (off.length === 0) return ok(`${all.length} event source mappings are enabled`);
      return off.map(({ id, state }) =>
        fail(
          `event source mapping ${id} is ${state}: its queue is not read`,
          `aws lambda update-event-source-mapping --uuid ${id} --enabled`,
        ),
      );
    }),
};
