import { GenrekitError } from '../errors.ts';
import type { DenseMatrix } from '../math/DenseMatrix.ts';
import { checkQuery, checkWeights } from './checkQuery.ts';
import { NeighbourHeap } from './NeighbourHeap.ts';
import { type NeighbourIndex, type NeighbourQuery, STEPS } from './NeighbourIndex.ts';
import type { Neighbours } from './Neighbours.ts';

/**
 * Finds the rows of a dense table that are nearest to a query by the cosine of the angle, by looking at all of them.
 * From some ten dimensions on no tree is faster: it visits most rows too, and walks from one to the next in memory.
 */
export class DenseIndex implements NeighbourIndex<DenseMatrix> {
  /** One over the length of each row, in steps. */
  private readonly factors: Float64Array;
  private readonly heap = new NeighbourHeap();

  /**
   * @param table - the rows, of any length each; kept, and not to be changed
   * @param weights - how often each row counts, at least 0; absent = once
   * @throws GenrekitError `shape-mismatch` when there is not one weight a row, `invalid-value` for a bad weight or a
   * cell that is not finite
   */
  constructor(
    readonly table: DenseMatrix,
    readonly weights?: Float64Array,
  ) {
    const { rowCount, columnCount, values } = table;
    checkWeights(weights, rowCount);
    this.factors = Float64Array.from({ length: rowCount }, (_, row) => {
      const length = lengthOf(values.subarray(row * columnCount, (row + 1) * columnCount));
      if (!Number.isFinite(length)) {
        throw new GenrekitError(
          'invalid-value',
          `The cells of row ${row} must be finite numbers; at least one is not.`,
        );
      }
      return length === 0 ? 0 : STEPS / length;
    });
  }

  get rowCount(): number {
    return this.table.rowCount;
  }

  nearest(queries: DenseMatrix, query: number, asked: NeighbourQuery): Neighbours {
    const { columnCount } = queries;
    checkQuery(columnCount, this.table.columnCount, asked.count);
    const start = query * columnCount;
    return this.nearestTo(Float64Array.from(queries.values.subarray(start, start + columnCount)), asked);
  }

  /**
   * @param direction - one number a column; made a vector of length 1
   * @param asked - how many neighbours
   * @returns the nearest rows
   * @throws GenrekitError as {@link DenseIndex.nearest}
   */
  nearestTo(direction: Float64Array, { count, ownRow = -1 }: NeighbourQuery): Neighbours {
    const { table, factors, heap, weights } = this;
    const { columnCount, values } = table;
    checkQuery(direction.length, columnCount, count);
    const length = lengthOf(direction);
    if (!Number.isFinite(length)) {
      throw new GenrekitError('invalid-value', 'The features of a query must be finite numbers; one is not.');
    }
    if (length > 0) for (let j = 0; j < columnCount; j++) direction[j]! /= length;
    const evenCount = columnCount - (columnCount % 4);
    heap.begin(count);
    let floor = Number.NEGATIVE_INFINITY;
    for (let row = 0, at = 0; row < factors.length; row++) {
      // Four sums at a time: additions that wait for each other would take four times as long.
      let [a, b, c, d] = [0, 0, 0, 0];
      let j = 0;
      for (; j < evenCount; j += 4, at += 4) {
        a += direction[j]! * values[at]!;
        b += direction[j + 1]! * values[at + 1]!;
        c += direction[j + 2]! * values[at + 2]!;
        d += direction[j + 3]! * values[at + 3]!;
      }
      for (; j < columnCount; j++, at++) a += direction[j]! * values[at]!;
      const score = Math.round((a + b + (c + d)) * factors[row]!);
      if (score < floor) continue;
      const own = weights === undefined ? 1 : weights[row]!;
      const weight = row === ownRow ? own - 1 : own;
      if (weight > 0) floor = heap.offer(row, score, weight);
    }
    return heap.take(STEPS);
  }
}

function lengthOf(cells: Float32Array | Float64Array): number {
  let sum = 0;
  for (const cell of cells) sum += cell * cell;
  return Math.sqrt(sum);
}
