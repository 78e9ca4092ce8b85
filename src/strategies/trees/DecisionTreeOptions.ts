import { checkBoolean, checkNumber, resolveOptions } from '../../options.ts';

/** Options of `decisionTree`. */
export interface DecisionTreeOptions {
  /**
   * The most questions from the root to a leaf; 1 to 10,000. Trees on words need many: most questions set a few movies
   * apart from all others.
   * @defaultValue `200`
   */
  readonly maxDepth?: number;
  /**
   * Nodes of fewer movies, by weight, are not split.
   * @defaultValue `2`
   */
  readonly minSamplesSplit?: number;
  /**
   * No question sets fewer movies apart, by weight.
   * @defaultValue `3`
   */
  readonly minSamplesLeaf?: number;
  /**
   * How many features each question is chosen from, drawn by the seed; `'sqrt'` is the square root of their number.
   * @defaultValue `'all'`
   */
  readonly maxFeatures?: number | 'sqrt' | 'all';
  /**
   * No question lessens the Gini impurity, as a mean over genres and a share of all movies, by less than this.
   * Questions that help less do so by chance more often than not.
   * @defaultValue `0.0001`
   */
  readonly minImpurityDecrease?: number;
  /**
   * How many movies the shares of the node above count for in those of a node. Without it leaves of few movies say 0 and
   * 1, and scores do not rank.
   * @defaultValue `10`
   */
  readonly smoothing?: number;
  /**
   * Whether each genre has a tree of its own, which is binary relevance of trees, or all share one.
   * @defaultValue `false`
   */
  readonly isPerLabel?: boolean;
  /**
   * How many trees there are, whose shares are averaged; 1 to 1000. More than one makes a random forest, if each tree has
   * a sample of its own or sees some features only.
   * @defaultValue `1`
   */
  readonly count?: number;
  /**
   * Whether each tree has a sample of its own, drawn with replacement by the seed (bagging, Breiman 1996).
   * @defaultValue `false`
   */
  readonly hasBootstrap?: boolean;
}

/** Every option of a tree. */
export type ResolvedTreeOptions = Readonly<Required<DecisionTreeOptions>>;

/** The defaults of `decisionTree`. */
export const decisionTreeDefaults: ResolvedTreeOptions = /* @__PURE__ */ Object.freeze({
  maxDepth: 200,
  minSamplesSplit: 2,
  minSamplesLeaf: 3,
  maxFeatures: 'all',
  minImpurityDecrease: 0.0001,
  smoothing: 10,
  isPerLabel: false,
  count: 1,
  hasBootstrap: false,
});

/**
 * @param options - what a caller gave
 * @returns every setting, checked
 * @throws GenrekitError `invalid-option`
 */
export function resolveTree(options?: DecisionTreeOptions): ResolvedTreeOptions {
  const given = resolveOptions('decisionTree', options, decisionTreeDefaults);
  const { maxFeatures } = given;
  const whole = (name: 'maxDepth' | 'count', max: number) =>
    checkNumber(`decisionTree.${name}`, given[name], { min: 1, max, isInteger: true });
  const number = (name: 'minSamplesSplit' | 'minSamplesLeaf' | 'minImpurityDecrease' | 'smoothing') =>
    checkNumber(`decisionTree.${name}`, given[name], { min: 0, max: 1e9 });
  return {
    maxDepth: whole('maxDepth', 10_000),
    minSamplesSplit: number('minSamplesSplit'),
    minSamplesLeaf: number('minSamplesLeaf'),
    maxFeatures:
      maxFeatures === 'all' || maxFeatures === 'sqrt'
        ? maxFeatures
        : checkNumber('decisionTree.maxFeatures', maxFeatures, { min: 1, max: 1e9, isInteger: true }),
    minImpurityDecrease: number('minImpurityDecrease'),
    smoothing: number('smoothing'),
    isPerLabel: checkBoolean('decisionTree.isPerLabel', given.isPerLabel),
    count: whole('count', 1000),
    hasBootstrap: checkBoolean('decisionTree.hasBootstrap', given.hasBootstrap),
  };
}
