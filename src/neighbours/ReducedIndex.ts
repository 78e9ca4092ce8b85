import { GenrekitError } from '../errors.ts';
import type { TruncatedSvd } from '../features/TruncatedSvd.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { DenseMatrix } from '../math/DenseMatrix.ts';
import { DenseIndex } from './DenseIndex.ts';
import type { NeighbourQuery, SavableIndex } from './NeighbourIndex.ts';
import type { Neighbours } from './Neighbours.ts';

/** Finds the rows that are nearest to a sparse query after both are reduced to a few dimensions. */
export class ReducedIndex implements SavableIndex {
  private readonly dense: DenseIndex;
  private readonly direction: Float64Array;

  /**
   * @param svd - reduces queries
   * @param table - the rows, reduced; kept
   * @param weights - how often each row counts, at least 0; absent = once
   * @throws GenrekitError `shape-mismatch` when they do not belong together, `invalid-value` for a bad weight or cell
   */
  constructor(
    readonly svd: TruncatedSvd,
    table: DenseMatrix,
    readonly weights?: Float64Array,
  ) {
    if (table.columnCount !== svd.dimensions) {
      throw new GenrekitError(
        'shape-mismatch',
        `The rows have ${table.columnCount} dimensions but queries are reduced to ${svd.dimensions}.`,
      );
    }
    this.dense = new DenseIndex(table, weights);
    this.direction = new Float64Array(svd.dimensions);
  }

  get rowCount(): number {
    return this.dense.rowCount;
  }

  nearest(queries: CsrMatrix, query: number, asked: NeighbourQuery): Neighbours {
    this.svd.reduceRow(queries, query, this.direction);
    return this.dense.nearestTo(this.direction, asked);
  }

  arrays(): { components: Float32Array; reducedRows: Float32Array } {
    return { components: this.svd.components.values, reducedRows: this.dense.table.values };
  }
}
