import { GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import {
  type ChainOptions,
  type ClassifierChainSettings,
  chainDefaults,
  resolveChainOptions,
} from './ChainOptions.ts';
import { ChainWeights } from './ChainWeights.ts';
import { readSettings } from './readSettings.ts';
import { requireSparse } from './requireSparse.ts';
import type { LabelLink, Strategy, StrategyState } from './Strategy.ts';

/**
 * Settings for a classifier chain: one learner a label, each told what the chain thinks of the labels before it, so that
 * genres that keep company, or avoid it, are scored together (Read, Pfahringer, Holmes and Frank 2011).
 *
 * @param options - settings; see {@link ChainOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { classifierChain } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: classifierChain({ order: 'frequency' }) });
 * ```
 */
export function classifierChain(options?: ChainOptions): ClassifierChainSettings {
  const resolved = resolveChainOptions('classifierChain', options, chainDefaults());
  return Object.freeze({ id: 'classifier-chain', ...resolved });
}

/** One linear learner a label, each told what the chain thinks of the labels before it. */
export class ClassifierChain implements Strategy {
  readonly id = 'classifier-chain';
  private weights: ChainWeights | undefined;

  /** @param settings - from {@link classifierChain} */
  constructor(readonly settings: ClassifierChainSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = requireSparse('A classifier chain', features);
    // Whoever only predicts never loads the solvers.
    const { fitChains } = await import('./fitChains.ts');
    this.weights = await fitChains(matrix, labels, { ...this.settings, count: 1, isBagged: false }, context);
  }

  scores(features: Features): ScoreMatrix {
    const weights = this.requireFitted();
    const matrix = requireSparse('A classifier chain', features);
    return new ScoreMatrix(weights.labels, matrix.rowCount, weights.scores(matrix));
  }

  /** What one unit of a feature adds to a label's score by itself; what it adds through earlier labels is not in it. */
  weightOf(feature: number, label: number): number {
    return this.requireFitted().weightOf(feature, label);
  }

  /**
   * @param label - label number
   * @returns the label's score when all features are 0 and the chain thinks nothing of the labels before it
   */
  biasOf(label: number): number {
    return this.requireFitted().biasOf(label);
  }

  /**
   * @param earlier - label number
   * @param later - label number
   * @returns what the earlier label, if the chain is sure of it, adds to the score of the later one; 0 when it does not
   * stand before it in the chain
   */
  linkOf(earlier: number, later: number): number {
    return this.requireFitted().linkOf(earlier, later);
  }

  /**
   * @param features - of one sample
   * @param label - label number
   * @returns what the labels before it add to its score, in the order of the chain
   */
  linksInto(features: Features, label: number): readonly LabelLink[] {
    return this.requireFitted().linksInto(requireSparse('A classifier chain', features), label);
  }

  /** The label numbers in the order of the chain. */
  get order(): Int32Array {
    return this.requireFitted().orderOf();
  }

  state(): StrategyState {
    const arrays = this.requireFitted().arrays();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays };
  }

  /**
   * @param state - what {@link ClassifierChain.state} gave
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: StrategyState, labels: LabelSet, featureCount: number): ClassifierChain {
    const settings = readSettings(classifierChain, state.settings);
    const strategy = new ClassifierChain(settings);
    strategy.weights = ChainWeights.fromArrays(state.arrays, labels, featureCount, 1, settings.chainValues);
    return strategy;
  }

  private requireFitted(): ChainWeights {
    if (this.weights !== undefined) return this.weights;
    throw new GenrekitError(
      'not-fitted',
      'This ClassifierChain is not fitted; call fit(features, labels) first.',
    );
  }
}
