import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../local/servers/dynamodb.ts';
import { CLIENT_CONFIG, lives } from './support.ts';

const MODULE = new URL('../../../local/servers/dynamodb.ts', import.meta.url).href;

describe('a server in a process of its own', () => {
  it('answers the SDK, and is gone after its stop', async () => {
    const server = await startDynamoDb();
    const client = new DynamoDBClient({ ...CLIENT_CONFIG, endpoint: server.url });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    client.destroy();
    await server.stop();
    expect(lives(server.pid)).toBe(false);
    await server.stop();
  });

  it('dies with its parent, even when that is killed', async () => {
    const script = `const { startDynamoDb } = await import('${MODULE}'); console.log((await startDynamoDb()).pid);`;
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const pid = await new Promise<number>((resolve) =>
      createInterface({ input: parent.stdout }).once('line', (line) => resolve(Number(line))),
    );
    expect(lives(pid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => lives(pid), { timeout: 5_000 }).toBe(false);
  });
});
