import { describe, expect, it, vi } from 'vitest';
import { fromOutputs } from '../../../cli/deployment.ts';
import { engineFile } from '../../../cli/engine-file.ts';
import { UserError } from '../../../cli/user-error.ts';
import { encodeSettings } from '../../../shared/settings/codec.ts';
import { settings } from './settings.ts';

const OUTPUTS = {
  Settings: JSON.stringify(encodeSettings(settings)),
  OutboundQueueUrl: 'https://sqs.example/outbound',
  PriorityQueueUrl: 'https://sqs.example/priority',
  WakeUpQueueUrl: 'https://sqs.example/wake-up',
  DeliveryQueueUrl: 'https://sqs.example/delivery',
  FeedbackQueueUrl: 'https://sqs.example/feedback',
  QuotaTableName: 'quota',
  BacklogTableName: 'backlog',
  DeliveryTableName: 'delivery',
  ControlTableName: 'control',
  QuarantineTableName: 'quarantine',
  EvidenceTableName: 'evidence',
  AddressSecretArn: 'arn:aws:secretsmanager:eu-west-1:0:secret:s',
  StateBucketName: 'bucket',
};

describe('a deployment', () => {
  it("is known by its stack's outputs", () => {
    expect(fromOutputs('stack A', OUTPUTS, {})).toMatchObject({
      name: 'stack A',
      settings,
      priorityQueueUrl: 'https://sqs.example/priority',
      controlTable: 'control',
    });
  });

  it.each(Object.keys(OUTPUTS))('without the output %s is none of ours, and the error names it', (name) => {
    const { [name as keyof typeof OUTPUTS]: _missing, ...others } = OUTPUTS;
    const read = () => fromOutputs('stack A', others, {});
    expect(read).toThrow(UserError);
    expect(read).toThrow(`stack A has no output ${name}`);
  });

  it.each(['not json', '{"pools":{}}'])('with the settings %s is of another version', (Settings) => {
    const read = () => fromOutputs('stack A', { ...OUTPUTS, Settings }, {});
    expect(read).toThrow(UserError);
    expect(read).toThrow('the settings of stack A do not fit this mxp');
  });

  it('on this machine is found by a file of its user, or where MXP_ENGINE_FILE says', () => {
    vi.stubEnv('MXP_ENGINE_FILE', undefined);
    expect(engineFile()).toMatch(/mx-pacer-.+\.json$/);
    vi.stubEnv('MXP_ENGINE_FILE', '/elsewhere/engine.json');
    expect(engineFile()).toBe('/elsewhere/engine.json');
    vi.unstubAllEnvs();
  });
});
