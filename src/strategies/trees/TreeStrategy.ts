import { GenrekitError } from '../../errors.ts';
import type { Features } from '../../features/Features.ts';
import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import type { LabelSet } from '../../labels/LabelSet.ts';
import type { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import type { FitContext } from '../../learners/FitContext.ts';
import { requireSparse } from '../requireSparse.ts';
import type { Strategy, StrategyState } from '../Strategy.ts';
import type { DecisionTreeSettings } from './decisionTree.ts';
import { TreeTable } from './TreeTable.ts';

/** Decision trees: one for all labels, one for each, or many; see `decisionTree`. */
export class TreeStrategy implements Strategy {
  readonly id = 'decision-tree';
  private trees: TreeTable | undefined;

  /** @param settings - from `decisionTree` */
  constructor(readonly settings: DecisionTreeSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = requireSparse('A decision tree', features);
    // Whoever only predicts never loads what grows trees.
    const { fitTrees } = await import('./fitTrees.ts');
    this.trees = await fitTrees(matrix, labels, this.settings, context);
  }

  /** Shares of the labels in the leaf of a sample, averaged over trees; from 0 to 1. */
  scores(features: Features): ScoreMatrix {
    return this.requireFitted().scores(requireSparse('A decision tree', features));
  }

  state(): StrategyState {
    const { arrays } = this.requireFitted();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays: { ...arrays } };
  }

  /**
   * @param settings - made anew from those of the state
   * @param arrays - of the state
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the arrays is malformed
   */
  static fromArrays(
    settings: DecisionTreeSettings,
    arrays: StrategyState['arrays'],
    labels: LabelSet,
    featureCount: number,
  ): TreeStrategy {
    const strategy = new TreeStrategy(settings);
    strategy.trees = TreeTable.fromArrays(arrays, labels, featureCount, settings);
    return strategy;
  }

  private requireFitted(): TreeTable {
    if (this.trees !== undefined) return this.trees;
    throw new GenrekitError(
      'not-fitted',
      'This TreeStrategy is not fitted; call fit(features, labels) first.',
    );
  }
}
