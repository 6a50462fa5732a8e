import { App } from 'aws-cdk-lib';
import { collectParameters } from './context.ts';
import { parseParameters } from './parameters.ts';
import { createStacks } from './stacks.ts';

const app = new App();
const result = parseParameters(collectParameters((name) => app.node.tryGetContext(name)));

if (result.ok) {
  createStacks(app, result.parameters);
} else {
  console.error('MX Pacer cannot be deployed with these parameters (docs/deploy.md tells them all):');
  for (const problem of result.problems) console.error(`  - ${problem}`);
  process.exitCode = 1;
}
