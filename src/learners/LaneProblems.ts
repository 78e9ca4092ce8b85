import type { SeededRandom } from '../math/SeededRandom.ts';
import type { RowLanes } from './RowLanes.ts';

/** All lanes at once, as bits. */
export const ALL_LANES = 0b1111;

/**
 * Up to four binary problems on the same rows, in their dual form: one variable for each row and lane, between 0 and
 * what the row may cost there. Cells of a lane lie at `row * LANE_COUNT + lane`.
 */
export interface LaneProblems {
  /** The rows, and the weights, which start as the sums of `dual * sign * x`; solvers leave the solution here. */
  readonly rows: RowLanes;
  /** +1 or -1 by cell. */
  readonly signs: Int8Array;
  /** C by cell. */
  readonly costs: Float64Array;
  /** The dual variables by cell; solvers leave the solution here. */
  readonly dual: Float64Array;
  /** For each row the lanes that leave it out, as bits; a lane without problem leaves all rows out. */
  readonly isLeftOut: Uint8Array;
  /** The value of the constant feature. */
  readonly biasScale: number;
  /** The weight of the constant feature, one a lane; solvers leave the solution here. */
  readonly biasWeights: Float64Array;
  /** The largest violation of the optimality conditions left at the end. */
  readonly tolerance: number;
  /** Most passes over the rows. */
  readonly maxIterations: number;
  /** Orders the rows of each pass. */
  readonly random: SeededRandom;
  /** Called once a pass; throws to stop. */
  readonly checkpoint: () => void;
}

/** How solving ended, one entry a lane. */
export interface LaneOutcome {
  /** Passes over the rows that the lane needed. */
  readonly iterations: Int32Array;
  /** 1 where the tolerance was reached within the allowed passes. */
  readonly isConverged: Uint8Array;
}

/**
 * Puts all rows in a new random order (Fisher and Yates).
 *
 * All rows take part, whatever the lanes leave out, so that the order does not depend on which lanes go together.
 * Scaling instead of the remainder of `SeededRandom.integer` saves a division; no probability is off by more than 2^-32.
 *
 * @param order - row numbers, changed in place
 * @param random - where the order comes from
 */
export function permute(order: Int32Array, random: SeededRandom): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random.uint32() * 2 ** -32 * (last + 1));
    const kept = order[last]!;
    order[last] = order[other]!;
    order[other] = kept;
  }
}
