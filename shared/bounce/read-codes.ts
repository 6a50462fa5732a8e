/** The codes of a reply. */
export interface Codes {
  /** RFC 5321 §4.2: `550`. */
  readonly reply?: string;
  /** RFC 3463: `5.1.1`; also unregistered ones, like `4.16.55`. */
  readonly status?: string;
  /** The class of the reply code, else of the status: 2 success, 4 temporary, 5 permanent. */
  readonly class?: '2' | '4' | '5';
}

/**
 * A reply code stands at the start or after what relays put before it (`smtp;`, `host … said:`, `<<<`, a bracket or
 * quote): any other number of three digits may be a port, a size or a count.
 */
const REPLY = /(?:^|[;:('"]|<<<|\bsaid) ?([45]\d\d)(?=[ :;,)'"-]|\.(?!\d)|$)/;

/** Or before an enhanced status of the same class. */
const REPLY_AND_STATUS = /(?:^| )([45])(\d\d)[ -]#?\1\.\d{1,3}\.\d{1,3}(?![\w.])/;

/** Success must come first: a server greets and says goodbye with 2xx in the middle of what failed. */
const SUCCESS = /^(?:smtp; ?)?(25[0-2])(?:[ -](2\.\d{1,3}\.\d{1,3})?|$)/;

/** Marked as a status: after a reply code, `#` or a bracket, or called so. */
const MARKED = /(?:\b[45]\d\d[ :-] ?|#|\(|\[|status:? ?)([45]\.\d{1,3}\.\d{1,3})(?!\w|\.\d)/;

/** Anywhere else it needs a subject of RFC 3463 §3, or a version like 4.94.2 would pass for one; no IP address fits. */
const LOOSE = /(?:^|[^\w.])([45]\.[0-7]\.\d{1,3})(?!\w|\.\d)/;

const BARE = /^[245]\.\d{1,3}\.\d{1,3}$/;

const CLASSES = ['2', '4', '5'] as const;

const classOf = (code: string | undefined): Codes['class'] =>
  CLASSES.find((digit) => code?.startsWith(digit));

/** Reads a folded reply; `status` is what came apart from the words, and counts where they have none. */
export function readCodes(folded: string, status?: string): Codes {
  const paired = REPLY_AND_STATUS.exec(folded);
  const failure = REPLY.exec(folded)?.[1] ?? (paired ? `${paired[1]}${paired[2]}` : undefined);
  const success = failure === undefined ? SUCCESS.exec(folded) : undefined;
  const reply = failure ?? success?.[1];
  const apart = status !== undefined && BARE.test(status.trim()) ? status.trim() : undefined;
  const found = success?.[2] ?? MARKED.exec(folded)?.[1] ?? LOOSE.exec(folded)?.[1] ?? apart;
  const digit = classOf(reply) ?? classOf(found);
  return {
    ...(reply === undefined ? {} : { reply }),
    ...(found === undefined ? {} : { status: found }),
    ...(digit === undefined ? {} : { class: digit }),
  };
}
