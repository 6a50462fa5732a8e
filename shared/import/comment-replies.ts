/** `550 5.1.1 …`, as replies begin. */
const REPLY = /^[245]\d\d[ -]/;

/** Letters in the place of an address: `x.x.x.x`, `a.b.c.d`. */
const ANONYMOUS = /\b[a-z]\.[a-z]\.[a-z]\.[a-z]\b/g;

/** Of comments above a pattern, those that are replies; authors note what a pattern was written for. */
export const repliesIn = (comments: readonly string[]): readonly string[] =>
  comments.filter((text) => REPLY.test(text)).map((text) => text.replace(ANONYMOUS, '192.0.2.1'));
