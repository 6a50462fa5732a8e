/** A small valid message. */
export const mailTo = (to: string, id: string, more: object = {}): string =>
  JSON.stringify({
    v: 1,
    id,
    to,
    from: 'news@example.com',
    content: { simple: { subject: 'Hello', text: 'Hello.' } },
    ...more,
  });
