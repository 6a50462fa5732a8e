import { type Deployment, fromOutputs } from '../cli/deployment.ts';
import type { Engine } from './engine.ts';

/** The running engine as `mxp` sees it. */
export const engineDeployment = ({ stack, endpoints }: Engine): Deployment =>
  fromOutputs('the local engine', stack.outputs, { region: endpoints.region, endpoints });
