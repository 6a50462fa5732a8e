/** A mail that SES was handed, as MiniStack keeps it. */
export interface SentMail {
  readonly sesId: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

interface Kept {
  readonly MessageId: string;
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
}

/** All mails that SES was handed, in order: SES itself tells nobody, so this one thing is asked of MiniStack. */
export async function sentMails(url: string): Promise<readonly SentMail[]> {
  const response = await fetch(`${url}/_ministack/ses/messages`);
  const { messages } = (await response.json()) as {
    readonly messages: Readonly<Record<string, readonly Kept[]>>;
  };
  return Object.values(messages)
    .flat()
    .map(({ MessageId, Source, To, Subject, BodyText }) => ({
      sesId: MessageId,
      from: Source,
      to: To.join(', '),
      subject: Subject,
      text: BodyText,
    }));
}
