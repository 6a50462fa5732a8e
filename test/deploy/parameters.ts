/** The stacks by name: others of the app, which the emulator cannot take, are left out. */
export const PIPELINE = 'MxPacer';
export const DELIVERABILITY = 'MxPacerFeed';
export const STACKS = [DELIVERABILITY, PIPELINE];

/** Mail leaves from here; nothing of it leaves the machine (RFC 2606). */
export const SENDER_DOMAIN = 'sender.example';

/** What a deployer settles when the pipeline is deployed. */
export interface PipelineChoices {
  readonly feedUrl: string;
  readonly feedKey: string;
  readonly level: 'normal' | 'fast';
}

/** Of both stacks, as in docs/deploy.md. */
const COMMON = { identity: SENDER_DOMAIN, feed: '{}' } as const;

/** Parameters as they are given on the command line, `-c name=value`. */
export type Parameters = Readonly<Record<string, string>>;

/** The deliverability instance comes first: its address is a parameter of the pipeline. */
export const deliverabilityParameters = (): Parameters => COMMON;

export const pipelineParameters = ({ feedUrl, feedKey, level }: PipelineChoices): Parameters => ({
  ...COMMON,
  production: 'true',
  feedUrl,
  feedKeys: feedKey,
  level,
});
