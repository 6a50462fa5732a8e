/** Characters of ours that a returned mail must leave: a reply that is nothing but headers is kept as it is. */
const LEAST_WORDS = 20;

/**
 * Where a server's words end and the mail that it sends back begins, in folded text: the dividers of sendmail, qmail, Exim,
 * Exchange and others, or a first header of that mail. Its own headers speak of spam, DKIM and authentication.
 */
const RETURNED_MAIL =
  /(?<!-)--[ -]{0,20}(?:original message|unsent message|this is a copy of|below this line is a copy|returned message|forwarded message|header of the original|the (?:header|body) of the|message (?:header|text) follows|message header)|original message headers:| (?:dkim-signature: ?v=|received: ?from [^ ]+ (?:\(|by )|return-path: ?<|x-[a-z-]{0,30}spam[a-z-]{0,30}: |authentication-results: )/;

/** Takes the mail off that a report carries behind its own words. */
export function withoutReturnedMail(folded: string): string {
  const at = folded.search(RETURNED_MAIL);
  return at < LEAST_WORDS ? folded : folded.slice(0, at).trim();
}

/** Elements that reports are written with; a masked address, `<user>`, is none. */
const TAG =
  /<\/?(?:html|head|body|title|p|br|hr|b|i|u|em|strong|tt|pre|code|font|span|div|center|a|h[1-6]|ul|ol|li|table|tbody|tr|td|th)(?:\s[^<>]{0,300})?\/?>/gi;

const ENTITY = /&(?:nbsp|lt|gt|quot|amp|apos|#39|#160);/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&amp;': '&',
  '&apos;': "'",
  '&#39;': "'",
};

/** Takes off the markup that stands between the words of a reply. */
export const withoutMarkup = (text: string): string =>
  text.replace(TAG, ' ').replace(ENTITY, (entity) => ENTITIES[entity.toLowerCase()] ?? ' ');

/** `host mx.example.com[192.0.2.1] said: `, which Postfix and Exim put before what a server said. */
const WHO_SAID = /\bhost [\w.-]+ ?\[[\w.:]+\](?::\d+)? said: /g;

/** Takes the names of servers off that relays quote: they are no words of the reply, and some are called `spam-filter`. */
export const withoutWhoSaid = (folded: string): string =>
  folded.includes(' said: ') ? folded.replace(WHO_SAID, 'host said: ') : folded;
