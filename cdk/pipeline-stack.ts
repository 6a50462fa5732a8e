import { type App, Stack, type StackProps } from 'aws-cdk-lib';
import { MxPacer } from './mx-pacer.ts';
import type { MxPacerProps } from './mx-pacer-props.ts';

/** What the stack is made from; `stackName` and `env` as in every stack. */
export interface PipelineStackProps extends StackProps {
  readonly pacer: MxPacerProps;
}

/** A stack that holds a pacer and nothing else: what `cdk deploy` makes of this project. */
export class PipelineStack extends Stack {
  readonly pacer: MxPacer;

  constructor(app: App, id: string, { pacer, ...props }: PipelineStackProps) {
    super(app, id, {
      description: 'MX Pacer: hands mail over to Amazon SES at the pace that each MX takes',
      analyticsReporting: false,
      ...props,
    });
    // Default adds nothing to the logical ids of what is in it.
    this.pacer = new MxPacer(this, 'Default', pacer);
  }
}
