import { readdirSync } from 'node:fs';
import { faultsOf } from './supply/licences.ts';
import { shippedPackages } from './supply/shipped.ts';

/** Fails when anything that ships has a licence that is not allowed. */
const packages = await shippedPackages([
  ...readdirSync('functions').map((name) => `functions/${name}/handler.ts`),
  'cli/mxp.ts',
  'shared/ses-events/index.ts',
]);
const faults = faultsOf(packages);
for (const fault of faults) console.error(fault);
console.log(`licences: ${packages.length} packages ship, ${faults.length} faults`);
if (faults.length > 0) process.exitCode = 1;
