/** How hostile the world is; every number is a probability per port call, message or hand-over unless said. */
export interface Faults {
  /** The process dies at a port call, before or after its effect. */
  readonly crash: number;
  /** A port call takes up to `stallMillis` more. */
  readonly stall: number;
  readonly stallMillis: number;
  /** A message is delivered twice. */
  readonly duplicate: number;
  /** A message comes up to `lateMillis` late. */
  readonly late: number;
  readonly lateMillis: number;
  /** Clocks of two invocations differ by up to this. */
  readonly skewMillis: number;
  /** SES refuses for its rate. */
  readonly slowDown: number;
  /** A hand-over's answer never comes; half of them had been accepted. */
  readonly unknown: number;
}

export const CALM: Faults = {
  crash: 0,
  stall: 0,
  stallMillis: 0,
  duplicate: 0,
  late: 0,
  lateMillis: 0,
  skewMillis: 0,
  slowDown: 0,
  unknown: 0,
};

export const ROUGH: Faults = {
  crash: 0.002,
  stall: 0.01,
  stallMillis: 40_000,
  duplicate: 0.05,
  late: 0.05,
  lateMillis: 90_000,
  skewMillis: 1_000,
  slowDown: 0.02,
  unknown: 0.01,
};

/** So many senders die or hear nothing that one mail is in doubt again and again, with copies of it on their way. */
export const DOUBTFUL: Faults = { ...ROUGH, crash: 0.01, duplicate: 0.3, unknown: 0.3 };
