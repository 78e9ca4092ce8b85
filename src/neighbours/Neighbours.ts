/** The nearest rows of a table to one query, nearest first; ties by lower row number. */
export interface Neighbours {
  /** Row numbers in the table that was searched. */
  readonly rows: Int32Array;
  /** The cosine of the angle between the query and each row, which is kept in single precision. */
  readonly similarities: Float64Array;
  /** How much each row counts: its weight, cut short at the last so that all sum to the number asked for. */
  readonly weights: Float64Array;
}
