import { type Check, fail, judged, ok } from '../finding.ts';

export const schedules: Check = {
  group: 'Stack',
  name: 'schedules',
  judge: ({ schedules: fact }) =>
    judged(fact, (all) => {
      const off = all.filter(({ enabled }) => !enabled);
      if (off.length === 0) return ok(`${all.length} are enabled`);
      return off.map(({ id, state }) => fail(`${id} is ${state}`, `aws events enable-rule --name ${id}`));
    }),
};
