import { type Check, fail, judged, ok } from '../finding.ts';

export const functions: Check = {
  group: 'Stack',
  name: 'functions',
  judge: ({ functions: fact }) =>
    judged(fact, (all) => {
      const faulty = all.filter(({ state, lastUpdate }) => state !== 'Active' || lastUpdate !== 'Successful');
      if (faulty.length === 0) return ok(`${all.length} are active`);
      return faulty.map(({ name, state, lastUpdate, reason }) =>
        fail(
          `${name} is ${state}, its last update ${lastUpdate}${reason ? `: ${reason}` : ''}`,
          `aws lambda get-function-configuration --function-name ${name}`,
        ),
      );
    }),
};
