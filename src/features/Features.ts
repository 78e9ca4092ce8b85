import type { CsrMatrix } from '../math/CsrMatrix.ts';

/** What a strategy learns from: one row of numbers a sample. */
export interface Features {
  /** Says what kind of features these are; a strategy refuses kinds it cannot use. */
  readonly kind: 'sparse';
  /** samples x features. */
  readonly matrix: CsrMatrix;
}
