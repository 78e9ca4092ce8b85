import type { GenrekitErrorCode } from '../errors.ts';
import type { BinaryLearner } from '../learners/BinaryLearner.ts';
import type { BinaryProblem } from '../learners/BinaryProblem.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { shareArray } from './shareArray.ts';

/** A group of problems for a worker; matrix and stop flag lie in memory that all threads see. */
export interface WorkerTask {
  /** Tells matrices apart, so that a worker prepares each only once. */
  readonly matrixId: number;
  /** The arrays of the matrix, in shared memory. */
  readonly matrix: SharedMatrix;
  /** The problems to fit together. */
  readonly problems: readonly BinaryProblem[];
  /** The learner to fit. */
  readonly learner: BinaryLearner;
  /** Seed of the order in which rows are visited. */
  readonly seed: number;
  /** One number; not 0 as soon as the fits are no longer wanted. */
  readonly stopFlag: Int32Array;
}

/** What a worker answers to a task: its result, or why there is none. */
export type WorkerReply<Result> =
  | { readonly result: Result }
  | { readonly code: GenrekitErrorCode | undefined; readonly message: string };

/** A sparse matrix as messages carry it: without methods. */
export type SharedMatrix = Pick<CsrMatrix, 'rowCount' | 'columnCount' | 'rowOffsets' | 'columns' | 'values'>;

/**
 * Puts a matrix in shared memory, where it costs no copy to send.
 *
 * @param matrix - any sparse matrix
 * @returns its numbers, shared; the arrays themselves where they are shared already
 */
export function shareMatrix(matrix: CsrMatrix): SharedMatrix {
  const { rowCount, columnCount, rowOffsets, columns, values } = matrix;
  return {
    rowCount,
    columnCount,
    rowOffsets: shareArray(rowOffsets),
    columns: shareArray(columns),
    values: shareArray(values),
  };
}

/**
 * @param shared - from {@link shareMatrix}
 * @returns the matrix, on the same memory
 */
export function readMatrix(shared: SharedMatrix): CsrMatrix {
  const { rowCount, columnCount, rowOffsets, columns, values } = shared;
  return new CsrMatrix(rowCount, columnCount, rowOffsets, columns, values);
}
