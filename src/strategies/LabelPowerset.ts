import { GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { type LabelPowersetSettings, labelPowerset } from './LabelPowersetOptions.ts';
import { PowersetWeights } from './PowersetWeights.ts';
import { readSettings } from './readSettings.ts';
import { requireSparse } from './requireSparse.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** One class for each set of labels that samples have together. */
export class LabelPowerset implements Strategy {
  readonly id = 'label-powerset';
  private weights: PowersetWeights | undefined;

  /** @param settings - from {@link labelPowerset} */
  constructor(readonly settings: LabelPowersetSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = requireSparse('Label powerset', features);
    // Whoever only predicts never loads the solvers.
    const { fitPowerset } = await import('./fitPowerset.ts');
    this.weights = await fitPowerset(matrix, labels, this.settings, context);
  }

  /** Log-odds of the labels. */
  scores(features: Features): ScoreMatrix {
    return this.requireFitted().scores(requireSparse('Label powerset', features));
  }

  /** How many label sets remain of those seen in training. */
  get setCount(): number {
    return this.requireFitted().setCount;
  }

  state(): StrategyState {
    const arrays = this.requireFitted().arrays();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays };
  }

  /**
   * @param state - what {@link LabelPowerset.state} gave
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: StrategyState, labels: LabelSet, featureCount: number): LabelPowerset {
    const strategy = new LabelPowerset(readSettings(labelPowerset, state.settings));
    const { sharpness } = strategy.settings;
    strategy.weights = PowersetWeights.fromArrays(state.arrays, labels, featureCount, sharpness);
    return strategy;
  }

  private requireFitted(): PowersetWeights {
    if (this.weights !== undefined) return this.weights;
    throw new GenrekitError(
      'not-fitted',
      'This LabelPowerset is not fitted; call fit(features, labels) first.',
    );
  }
}
