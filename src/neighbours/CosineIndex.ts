import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { checkQuery, checkWeights } from './checkQuery.ts';
import { NeighbourHeap } from './NeighbourHeap.ts';
import { type NeighbourIndex, type NeighbourQuery, STEPS } from './NeighbourIndex.ts';
import type { Neighbours } from './Neighbours.ts';
import { type RowScale, rowScale } from './rowDirections.ts';
import { type SparseLists, turned } from './SparseLists.ts';

/**
 * Finds the rows of a sparse table that are nearest to a query by the cosine of the angle, exactly.
 *
 * It is an inverted index: for each column the rows that have it. A query adds up the products of the columns it has,
 * so rows that share none cost nothing. When fewer rows than asked for have a positive similarity, all rows compete:
 * first come those of similarity 0 in the order of the table, then any negative ones. A query without entries thus gets
 * the first rows.
 */
export class CosineIndex implements NeighbourIndex {
  /** Number of rows. */
  readonly rowCount: number;
  private readonly postings: SparseLists;
  /** One over the length of each row, in steps. */
  private readonly factors: Float64Array;
  private readonly sums: Float64Array;
  private readonly heap = new NeighbourHeap();

  /**
   * @param rows - the table, from `rowDirections`; not kept
   * @param columnCount - number of columns of the table
   * @param weights - how often each row counts, at least 0; absent = once. A row of weight 2 is found as two equal rows
   * would be.
   * @throws GenrekitError `shape-mismatch` when there is not one weight a row, `invalid-value` for a bad weight
   */
  constructor(
    rows: SparseLists,
    readonly columnCount: number,
    readonly weights?: Float64Array,
  ) {
    this.rowCount = rows.offsets.length - 1;
    checkWeights(weights, this.rowCount);
    this.postings = turned(rows, columnCount);
    this.factors = Float64Array.from({ length: this.rowCount }, (_, row) => {
      const length = lengthOf(rows, row);
      return length === 0 ? 0 : STEPS / length;
    });
    this.sums = new Float64Array(this.rowCount);
  }

  /** @returns the rows of the table */
  rows(): SparseLists {
    return turned(this.postings, this.rowCount);
  }

  /** The rows as a saved model has them. */
  arrays(): { rowOffsets: Int32Array; columns: Int32Array; values: Float32Array } {
    const { offsets, places, values } = this.rows();
    return { rowOffsets: offsets, columns: places, values };
  }

  /**
   * @param matrix - queries x columns, of any length each
   * @param query - row of the matrix
   * @param asked - how many neighbours
   * @returns the nearest rows; fewer than asked for only when the table is too small
   * @throws GenrekitError `shape-mismatch` for another number of columns, `invalid-value` for a count that is not
   * above 0 or a value that is not finite
   */
  nearest(matrix: CsrMatrix, query: number, { count, ownRow = -1 }: NeighbourQuery): Neighbours {
    checkQuery(matrix.columnCount, this.columnCount, count);
    const scale = rowScale(matrix, query);
    this.heap.begin(count);
    const visitCount = this.addProducts(matrix, query, scale);
    // Few visits: look again at the rows visited, which is cheaper than to look at all.
    if (visitCount >= this.rowCount) this.offerAll(ownRow);
    else {
      this.offerVisited(matrix, query, ownRow);
      if (!this.heap.isFull) {
        this.heap.begin(count);
        this.addProducts(matrix, query, scale);
        this.offerAll(ownRow);
      }
    }
    return this.heap.take(STEPS);
  }

  /** Adds the products with each row onto `sums`, which are 0 before; returns the number of additions. */
  private addProducts(
    { rowOffsets, columns, values }: CsrMatrix,
    query: number,
    { largest, length }: RowScale,
  ): number {
    const { sums } = this;
    const { offsets, places: rows, values: entries } = this.postings;
    let visitCount = 0;
    for (let k = rowOffsets[query]!; k < rowOffsets[query + 1]!; k++) {
      const value = values[k]! / largest / length;
      const first = offsets[columns[k]!]!;
      const end = offsets[columns[k]! + 1]!;
      visitCount += end - first;
      for (let at = first; at < end; at++) sums[rows[at]!]! += value * entries[at]!;
    }
    return visitCount;
  }

  /** Offers the rows of positive similarity and makes all sums 0 again. */
  private offerVisited({ rowOffsets, columns }: CsrMatrix, query: number, ownRow: number): void {
    const { sums, factors, heap } = this;
    const { offsets, places: rows } = this.postings;
    let floor = 1;
    for (let k = rowOffsets[query]!; k < rowOffsets[query + 1]!; k++) {
      const end = offsets[columns[k]! + 1]!;
      for (let at = offsets[columns[k]!]!; at < end; at++) {
        const row = rows[at]!;
        const score = Math.round(sums[row]! * factors[row]!);
        sums[row] = 0; // so that the row is offered once
        if (score < floor) continue;
        const weight = this.weightOf(row, ownRow);
        if (weight > 0) floor = Math.max(1, heap.offer(row, score, weight));
      }
    }
  }

  /** Offers every row, and makes all sums 0 again. */
  private offerAll(ownRow: number): void {
    const { sums, factors, heap } = this;
    let floor = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < sums.length; row++) {
      const score = Math.round(sums[row]! * factors[row]!);
      if (score < floor) continue;
      const weight = this.weightOf(row, ownRow);
      if (weight > 0) floor = heap.offer(row, score, weight);
    }
    sums.fill(0);
  }

  private weightOf(row: number, ownRow: number): number {
    const weight = this.weights === undefined ? 1 : this.weights[row]!;
    return row === ownRow ? weight - 1 : weight;
  }
}

function lengthOf({ offsets, values }: SparseLists, row: number): number {
  let sum = 0;
  for (let k = offsets[row]!; k < offsets[row + 1]!; k++) sum += values[k]! * values[k]!;
  return Math.sqrt(sum);
}
