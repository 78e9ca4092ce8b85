import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { LANE_COUNT, type RowLanes } from './RowLanes.ts';

/** Row lanes in plain JavaScript: for small matrices, and for hosts that refuse to compile WebAssembly. */
export class PlainRowLanes implements RowLanes {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly weights: Float64Array;
  readonly sums = new Float64Array(LANE_COUNT);
  readonly steps = new Float64Array(LANE_COUNT);

  /**
   * @param matrix - rows x columns, already checked
   * @param squaredNorms - |x|² of each row
   */
  constructor(
    private readonly matrix: CsrMatrix,
    readonly squaredNorms: Float64Array,
  ) {
    this.rowCount = matrix.rowCount;
    this.columnCount = matrix.columnCount;
    this.weights = new Float64Array(matrix.columnCount * LANE_COUNT);
  }

  dot(row: number): void {
    const { rowOffsets, columns, values } = this.matrix;
    const weights = this.weights;
    const end = rowOffsets[row + 1]!;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let k = rowOffsets[row]!; k < end; k++) {
      const at = columns[k]! * LANE_COUNT;
      const value = values[k]!;
      sum0 += weights[at]! * value;
      sum1 += weights[at + 1]! * value;
      sum2 += weights[at + 2]! * value;
      sum3 += weights[at + 3]! * value;
    }
    const sums = this.sums;
    sums[0] = sum0;
    sums[1] = sum1;
    sums[2] = sum2;
    sums[3] = sum3;
  }

  add(row: number): void {
    const { rowOffsets, columns, values } = this.matrix;
    const weights = this.weights;
    const end = rowOffsets[row + 1]!;
    const step0 = this.steps[0]!;
    const step1 = this.steps[1]!;
    const step2 = this.steps[2]!;
    const step3 = this.steps[3]!;
    for (let k = rowOffsets[row]!; k < end; k++) {
      const at = columns[k]! * LANE_COUNT;
      const value = values[k]!;
      weights[at]! += step0 * value;
      weights[at + 1]! += step1 * value;
      weights[at + 2]! += step2 * value;
      weights[at + 3]! += step3 * value;
    }
  }
}
