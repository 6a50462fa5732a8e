import type { AddressInfo } from 'node:net';
import { buildApp } from 'fauxqs';
import { reportToParent } from './child-server.ts';
import { addNotices } from './s3-notices.ts';

await reportToParent(async () => {
  const app = buildApp({ logger: false });
  addNotices(app);
  // A server that closes idle connections races with the client's next request.
  app.server.keepAliveTimeout = 0;
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
});
