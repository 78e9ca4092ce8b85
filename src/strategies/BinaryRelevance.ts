import { describeValue, GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { type BinaryLearner, checkLearner } from '../learners/BinaryLearner.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { resolveOptions } from '../options.ts';
import { LinearWeights } from './LinearWeights.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** Options of {@link binaryRelevance}. */
export interface BinaryRelevanceOptions {
  /**
   * What tells the samples that have a label from those that have it not.
   * @defaultValue `linearSvm({ c: 0.1 })`
   */
  readonly learner?: BinaryLearner;
}

/** Binary relevance, described; made by {@link binaryRelevance}. */
export interface BinaryRelevanceSettings {
  /** Which strategy this is. */
  readonly id: 'binary-relevance';
  /** What tells the samples that have a label from those that have it not. */
  readonly learner: BinaryLearner;
}

/**
 * Settings for binary relevance: one learner a label, each on its own. The strategy to start with: fast, small, and
 * hard to beat once thresholds are tuned.
 *
 * @param options - settings; see {@link BinaryRelevanceOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { binaryRelevance, GenreClassifier, logisticRegression } from 'genrekit';
 * new GenreClassifier({ strategy: binaryRelevance({ learner: logisticRegression({ c: 2 }) }) });
 * ```
 */
export function binaryRelevance(options?: BinaryRelevanceOptions): BinaryRelevanceSettings {
  const { learner } = resolveOptions('binaryRelevance', options, {
    learner: linearSvm({ c: 0.1 }) as BinaryLearner,
  });
  return Object.freeze({ id: 'binary-relevance', learner: checkLearner(learner) });
}

/** One linear learner a label, each on its own. */
export class BinaryRelevance implements Strategy {
  readonly id = 'binary-relevance';
  private weights: LinearWeights | undefined;

  /** @param settings - from {@link binaryRelevance} */
  constructor(readonly settings: BinaryRelevanceSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = matrixOf(features);
    // Whoever only predicts never loads the solvers.
    const { fitLinearWeights } = await import('./fitLinearWeights.ts');
    this.weights = await fitLinearWeights(matrix, labels, this.settings.learner, context);
  }

  scores(features: Features): ScoreMatrix {
    return this.requireFitted().scores(matrixOf(features));
  }

  weightOf(feature: number, label: number): number {
    return this.requireFitted().weightOf(feature, label);
  }

  /**
   * @param label - label number
   * @returns the label's score when all features are 0
   */
  biasOf(label: number): number {
    return this.requireFitted().biasOf(label);
  }

  state(): StrategyState {
    const arrays = this.requireFitted().arrays();
    return { id: this.id, settings: { learner: this.settings.learner }, arrays };
  }

  /**
   * @param state - what {@link BinaryRelevance.state} gave
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: StrategyState, labels: LabelSet, featureCount: number): BinaryRelevance {
    const strategy = new BinaryRelevance(readSettings(state.settings));
    strategy.weights = LinearWeights.fromArrays(state.arrays, labels, featureCount);
    return strategy;
  }

  private requireFitted(): LinearWeights {
    if (this.weights === undefined) {
      throw new GenrekitError(
        'not-fitted',
        'This BinaryRelevance is not fitted; call fit(features, labels) first.',
      );
    }
    return this.weights;
  }
}

function readSettings(settings: StrategyState['settings']): BinaryRelevanceSettings {
  try {
    return binaryRelevance({ learner: checkLearner(settings.learner) });
  } catch (cause) {
    throw new GenrekitError(
      'invalid-model',
      'The saved settings of binary relevance are not usable. Save the model again.',
      { cause },
    );
  }
}

function matrixOf(features: Features): CsrMatrix {
  if (features.kind === 'sparse') return features.matrix;
  throw new GenrekitError(
    'invalid-value',
    `Binary relevance needs features of kind 'sparse'; got ${describeValue((features as Features).kind)}.`,
  );
}
