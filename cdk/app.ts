import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { collectParameters } from './context.ts';
import { parseParameters } from './parameters.ts';
import { createStacks } from './stacks.ts';

const app = new App();
const result = parseParameters(collectParameters((name) => app.node.tryGetContext(name)));

if (result.ok) {
  createStacks(app, result.parameters);
  // What it finds and nobody has acknowledged with a reason ends the synth.
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
} else {
  console.error('MX Pacer cannot be deployed with these parameters (docs/deploy.md tells them all):');
  for (const problem of result.problems) console.error(`  - ${problem}`);
  process.exitCode = 1;
}
