import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { Neighbours } from './Neighbours.ts';

/** Similarities are compared in whole steps of 1e-12, so that the order of additions decides no tie. */
export const STEPS = 1e12;

/** What one search asks for. */
export interface NeighbourQuery {
  /** How many neighbours; with row weights, the weight that the neighbours shall sum to. A number above 0. */
  readonly count: number;
  /** The row of the table that the query is itself; it loses 1 of its weight, which leaves out a row of weight 1. */
  readonly ownRow?: number | undefined;
}

/**
 * Finds the rows of a table that are nearest to a query by the cosine of the angle. Every index is exact and gives the
 * same answer for the same rows: ties go to the lower row, and rows of zeros have a similarity of 0 to all.
 */
export interface NeighbourIndex<Queries = CsrMatrix> {
  /** Number of rows. */
  readonly rowCount: number;
  /** How often each row counts; absent = once. A row of weight 2 is found as two equal rows would be. */
  readonly weights?: Float64Array | undefined;
  /**
   * @param queries - queries x columns, of any length each
   * @param query - row of the queries
   * @param asked - how many neighbours
   * @returns the nearest rows; fewer than asked for only when the table is too small
   * @throws GenrekitError `shape-mismatch` for another number of columns, `invalid-value` for a count that is not
   * above 0 or a value that is not finite
   */
  nearest(queries: Queries, query: number, asked: NeighbourQuery): Neighbours;
}

/** An index that a model can be saved with. */
export interface SavableIndex extends NeighbourIndex {
  /** @returns the table, by name; without row weights */
  arrays(): Readonly<Record<string, Float32Array | Int32Array | Int8Array | Uint8Array>>;
}
