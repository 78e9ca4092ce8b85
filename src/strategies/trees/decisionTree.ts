import { readSettings } from '../readSettings.ts';
import { type StrategyKit, withKit } from '../StrategyKit.ts';
import { type DecisionTreeOptions, type ResolvedTreeOptions, resolveTree } from './DecisionTreeOptions.ts';
import { TreeStrategy } from './TreeStrategy.ts';

/** A decision tree, described; made by {@link decisionTree}. */
export interface DecisionTreeSettings extends ResolvedTreeOptions {
  /** Which strategy this is. */
  readonly id: 'decision-tree';
  /** Its code. */
  readonly kit: StrategyKit;
}

/**
 * Settings for a decision tree that tells all genres at once (CART, Breiman et al. 1984, with the Gini impurity averaged
 * over genres), or for a forest of them. A tree is small and quick to follow, and knows less than the other strategies.
 *
 * @param options - settings; see {@link DecisionTreeOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { decisionTree } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: decisionTree({ maxDepth: 50, minSamplesLeaf: 8 }) });
 * ```
 */
export function decisionTree(options?: DecisionTreeOptions): DecisionTreeSettings {
  return withKit({ id: 'decision-tree' as const, ...resolveTree(options) }, decisionTreeKit);
}

/** The code of {@link decisionTree}, needed to open models of it: `open(bytes, { strategies: [decisionTreeKit] })`. */
export const decisionTreeKit: StrategyKit = /* @__PURE__ */ Object.freeze<StrategyKit>({
  id: 'decision-tree',
  isCostly: false,
  create: (settings) => new TreeStrategy(settings as DecisionTreeSettings),
  restore({ settings, arrays }, { labels, featureCount }) {
    return TreeStrategy.fromArrays(readSettings(decisionTree, settings), arrays, labels, featureCount);
  },
});
