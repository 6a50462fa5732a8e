import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  GetEventSourceMappingCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';

/** A function's state; `Active` and `Successful` when all is well (Lambda API reference, FunctionConfiguration). */
export interface FunctionState {
  readonly name: string;
  readonly state: string;
  readonly lastUpdate: string;
  readonly reason?: string;
}

export async function inspectFunction(name: string, client = new LambdaClient({})): Promise<FunctionState> {
  const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  const reason = found.StateReason ?? found.LastUpdateStatusReason;
  return {
    name,
    state: found.State ?? 'unknown',
    lastUpdate: found.LastUpdateStatus ?? 'unknown',
    ...(reason ? { reason } : {}),
  };
}

/** What makes a function read a queue, or run in time; `id` as the stack knows it. */
export interface TriggerState {
  readonly id: string;
  readonly enabled: boolean;
  readonly state: string;
}

/** `State` is Enabled when all is well (Lambda API reference, EventSourceMappingConfiguration). */
export async function inspectEventSource(uuid: string, client = new LambdaClient({})): Promise<TriggerState> {
  const { State: state = 'unknown' } = await client.send(new GetEventSourceMappingCommand({ UUID: uuid }));
  return { id: uuid, enabled: state === 'Enabled', state };
}

export async function inspectSchedule(
  name: string,
  client = new EventBridgeClient({}),
): Promise<TriggerState> {
  const { State: state = 'unknown' } = await client.send(new DescribeRuleCommand({ Name: name }));
  return { id: name, enabled: state.startsWith('ENABLED'), state };
}
