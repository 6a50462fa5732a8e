import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { NOTICE_SUBJECTS } from '../notice/notice.ts';
import type { Notices } from '../ports/notices.ts';

/** NoticeTopic on SNS: JSON for programs, a subject for e-mail, the kind to filter by. */
export const createNotices = ({
  client,
  topicArn,
}: {
  readonly client: SNSClient;
  readonly topicArn: string;
}): Notices => ({
  tell: async (notice) => {
    const { kind } = notice;
    await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: NOTICE_SUBJECTS[kind],
        Message: JSON.stringify(notice),
        MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
      }),
    );
  },
});
