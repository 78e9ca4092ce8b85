/** One yes-or-no question about the rows of a matrix. */
export interface BinaryProblem {
  /** One a row: +1, -1, or 0 to leave the row out. */
  readonly targets: Int8Array;
  /** How much each row counts, at least 0; absent = 1 each. */
  readonly sampleWeights?: Float64Array | undefined;
  /**
   * Where the dual variables start, one a row, from the `dual` of a fit to similar data; the optimum is the same, the
   * way to it a little shorter. Absent = from zero.
   */
  readonly initialDual?: Float64Array | undefined;
}

/** A linear function that tells positive from negative rows. */
export interface BinaryFit {
  /** One weight a column. */
  readonly weights: Float64Array;
  /** What is added to the weighted sum. */
  readonly bias: number;
  /** Passes over the rows; 0 when one class only is known. */
  readonly iterations: number;
  /** Whether the learner's tolerance was reached within its allowed passes. */
  readonly isConverged: boolean;
  /** The dual variables, one a row; 0 for rows left out. */
  readonly dual: Float64Array;
}
