/** Where the bytes of a bundled model are; what a `.bin` file becomes when it is imported. */
export interface Weights {
  /** The name of a file beside this code, with a hash of what is in it: no other bytes can be read by mistake. */
  readonly file: string;
  /** Loads the same bytes from a JavaScript module, as base64: what bundlers ship, and every runtime can load. */
  text(): Promise<{ readonly default: string }>;
}
