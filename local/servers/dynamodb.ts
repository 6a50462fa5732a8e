import { type ChildServer, startChildServer } from './child-server.ts';

export interface LocalDynamoDb extends ChildServer {
  /** Requests so far, by operation. */
  requests(): Promise<Readonly<Record<string, number>>>;
}

/** DynamoDB in memory, in a process of its own because it needs a core under load. */
export async function startDynamoDb(): Promise<LocalDynamoDb> {
  const server = await startChildServer(new URL('./dynamodb-process.ts', import.meta.url));
  return { ...server, requests: async () => (await server.ask('requests')) as Record<string, number> };
}
