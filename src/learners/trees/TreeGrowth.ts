/** How far a tree grows; counts are by weight, so that a sample of weight 2 is the sample twice. */
export interface TreeGrowth {
  /** The most questions from the root to a leaf. */
  readonly maxDepth: number;
  /** Nodes of less weight are not split. */
  readonly minSamplesSplit: number;
  /** No split leaves less weight than this on either side. */
  readonly minSamplesLeaf: number;
  /** How many columns are looked at for each split, drawn anew each time; more where none of these can split. */
  readonly maxFeatures: number;
  /** No split lessens the impurity by less than this, as a share of the whole tree's weight. */
  readonly minImpurityDecrease: number;
  /** How many samples the shares of a node's parent count for in its own. */
  readonly smoothing: number;
}
