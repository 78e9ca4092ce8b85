import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { MaskedGauge } from './MaskedGauge.ts';
import { SharedGauge } from './SharedGauge.ts';

/**
 * Measures how pure the two sides of a split are while rows move to one of them.
 *
 * The Gini impurity of a label in a set of weight w, p of it positive, is 2 (p/w) (1 - p/w) (Breiman et al., Classification
 * and Regression Trees, 1984). Summed over labels and weighted by w it is 2 (sum of p) - 2 (sum of p²/w); the first sum
 * is the same however a set is split, so the purest split has the highest sum of p²/w over both sides and all labels.
 */
export interface SplitGauge {
  /** Weight of the node. */
  readonly weight: number;
  /** Weight of the rows that have moved. */
  readonly movedWeight: number;
  /** Begins with a node: `rows[start]` to `rows[end - 1]`, of which none has moved. */
  enter(rows: Int32Array, start: number, end: number): void;
  /** Moves a row. */
  move(row: number): void;
  /** Moves all rows back. */
  reset(): void;
  /** @returns the sum of p²/w over both sides and all labels */
  purity(): number;
  /** @returns the highest purity there can be: the sum of p */
  limit(): number;
  /**
   * @param parent - shares in the parent
   * @param smoothing - how many samples they count for
   * @returns the share of each label in the node (m-estimate, Cestnik 1990, from parent to child)
   */
  shares(parent: Float64Array, smoothing: number): Float64Array;
}

/**
 * @param labels - samples x labels
 * @param weights - one a sample
 * @returns a gauge for them
 */
export function createGauge(labels: LabelMatrix, weights: Float64Array): SplitGauge {
  const isMasked = labels.known?.includes(0) === true;
  return isMasked ? new MaskedGauge(labels, weights) : new SharedGauge(labels, weights);
}
