import { type Check, fail, judged, ok, warn } from '../finding.ts';

export const stack: Check = {
  group: 'AWS',
  name: 'stack',
  judge: ({ stack: fact }) =>
    judged(fact, ({ status, resources }) => {
      if (/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status))
        return ok(`${status}, ${resources.length} resources`);
      if (/IN_PROGRESS$/.test(status))
        return warn(`${status}: a deployment is running`, 'wait for it, then ask again');
      if (status === 'UPDATE_ROLLBACK_COMPLETE')
        return warn(
          'the last deployment was rolled back',
          'read why in its events, then npx cdk deploy again',
        );
      return fail(`${status}`, 'read its events in CloudFormation, mend, then npx cdk deploy again');
    }),
};
