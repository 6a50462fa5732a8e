import type { TopicState } from '../../../shared/aws/inspect/topic.ts';
import { type Check, type Judged, judged, ok, warn } from '../finding.ts';

const subscribe = (arn: string, protocol: string, endpoint: string): string =>
  `aws sns subscribe --topic-arn ${arn} --protocol ${protocol} --notification-endpoint ${endpoint}`;

function judgeOne(name: string, { confirmed, pending }: TopicState, why: string, mend: string): Judged {
  if (confirmed > 0) return ok(`${name}: ${confirmed}`);
  const waiting = pending > 0 ? `, ${pending} to confirm yet` : '';
  return warn(`nobody is subscribed to ${name}${waiting}: ${why}`, mend);
}

export const subscribers: Check = {
  group: 'Operation',
  name: 'subscribers',
  judge: ({ topics }) =>
    judged(topics, ({ notices, outcomes }) => [
      judgeOne(
        'NoticeTopic',
        notices,
        'no operator hears what needs one',
        subscribe(notices.arn, 'email', 'YOU@YOUR.DOMAIN'),
      ),
      judgeOne(
        'OutcomeTopic',
        outcomes,
        'upstream does not learn what became of its mails',
        subscribe(outcomes.arn, 'sqs', 'QUEUE_ARN'),
      ),
    ]),
};
