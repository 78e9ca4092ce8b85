import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { TokenRows } from './TokenRows.ts';

/** What a strategy learns from: one row of numbers a sample. Its kind says which; a strategy refuses others. */
export type Features = SparseFeatures | TokenFeatureRows;

/** A vector a sample. */
export interface SparseFeatures {
  readonly kind: 'sparse';
  /** samples x features. */
  readonly matrix: CsrMatrix;
}

/** A sequence of tokens a sample. */
export interface TokenFeatureRows {
  readonly kind: 'tokens';
  readonly tokens: TokenRows;
}
