/** One call of a function, as the runner's process gets it. */
export interface Invocation {
  readonly requestId: string;
  readonly event: unknown;
  /** When the process will be killed, milliseconds since the epoch. */
  readonly deadline: number;
}

/** What the runner's process says: that the bundle is loaded, or how the call ended. */
export type RunnerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly message: string };

/** How a call ended. A crash or a time-out costs the process, as it does on Lambda. */
export type InvokeResult =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly kind: 'error' | 'timeout' | 'crash'; readonly message: string };
