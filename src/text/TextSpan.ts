/** A piece of a text, as `text.slice(start, end)` cuts it out. */
export interface TextSpan {
  /** Where it begins, in UTF-16 code units. */
  readonly start: number;
  /** Where it ends, exclusive. */
  readonly end: number;
}
