import { type Check, fail, judged, ok } from '../finding.ts';

export const ipPools: Check = {
  group: 'SES',
  name: 'dedicated IP pools',
  judge: ({ sets }) =>
    judged(sets, (all) => {
      const pools = new Map(
        all.flatMap(({ found }) =>
          found?.ipPool ? [[found.ipPool.name, found.ipPool.exists] as const] : [],
        ),
      );
      if (pools.size === 0) return ok('none is named: mail leaves from the IPs of SES');
      return [...pools].map(([name, exists]) =>
        exists
          ? ok(name)
          : fail(
              `SES has no pool ${name}`,
              `aws sesv2 create-dedicated-ip-pool --pool-name ${name} --scaling-mode STANDARD`,
            ),
      );
    }),
};
