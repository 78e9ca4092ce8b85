/** How many binary problems are solved side by side on the same rows. */
export const LANE_COUNT = 4;

/**
 * The rows of a training matrix beside four weight vectors, one for each of four binary problems ("lanes").
 *
 * Coordinate descent does two things to a row, over and over: multiply it with the weights, and add a multiple of it
 * to them. Reading the row costs more than the arithmetic, so four labels share each reading. The lanes do not mix: a
 * problem gets the same bits in any lane, whatever the other lanes hold.
 */
export interface RowLanes {
  /** Number of rows. */
  readonly rowCount: number;
  /** Number of columns. */
  readonly columnCount: number;
  /** |x|² of each row. */
  readonly squaredNorms: Float64Array;
  /** columns x lanes; whoever starts a fit clears it. */
  readonly weights: Float64Array;
  /** What `dot` found, one number a lane. */
  readonly sums: Float64Array;
  /** What `add` uses, one factor a lane. */
  readonly steps: Float64Array;
  /** Sets `sums` to the inner products of a row and the weights, summed in the order of the columns. */
  dot(row: number): void;
  /** Adds `steps` times a row to the weights. */
  add(row: number): void;
}
