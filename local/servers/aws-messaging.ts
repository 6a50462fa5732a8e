import { type ChildServer, startChildServer } from './child-server.ts';

/** SQS, SNS and S3 on one port, in memory and in a process of their own: long polls must not wait for anybody. */
export const startAwsMessaging = (): Promise<ChildServer> =>
  startChildServer(new URL('./aws-messaging-process.ts', import.meta.url));
