import { GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { log, sigmoid } from '../math/transcendental.ts';
import { checkBoolean, checkNumber } from '../options.ts';
import {
  type ChainEnsembleOptions,
  type ChainEnsembleSettings,
  chainDefaults,
  resolveChainOptions,
} from './ChainOptions.ts';
import { ChainWeights } from './ChainWeights.ts';
import { readSettings } from './readSettings.ts';
import { requireSparse } from './requireSparse.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** Beyond these log-odds a probability is 0 or 1 for all that follows, and its logarithm would soon be infinite. */
const LARGEST_LOG_ODDS = 500;

/**
 * Settings for an ensemble of classifier chains: each with an order and a bag of rows of its own, so that no label is
 * always last and no error of one chain decides (Read, Pfahringer, Holmes and Frank 2011). As large and as slow as all its
 * chains together.
 *
 * @param options - settings; see {@link ChainEnsembleOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { ensembleOfChains } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: ensembleOfChains({ count: 5 }) });
 * ```
 */
export function ensembleOfChains(options?: ChainEnsembleOptions): ChainEnsembleSettings {
  const owner = 'ensembleOfChains';
  const defaults = { ...chainDefaults(), order: 'random' as const, count: 10, isBagged: true };
  const resolved = resolveChainOptions<Required<ChainEnsembleOptions>>(owner, options, defaults);
  checkNumber(`${owner}.count`, resolved.count, { min: 1, max: 1000, isInteger: true });
  checkBoolean(`${owner}.isBagged`, resolved.isBagged);
  return Object.freeze({ id: 'chain-ensemble', ...resolved });
}

/** Several classifier chains; the score of a label is the log-odds of its mean probability. */
export class ChainEnsemble implements Strategy {
  readonly id = 'chain-ensemble';
  private weights: ChainWeights | undefined;

  /** @param settings - from {@link ensembleOfChains} */
  constructor(readonly settings: ChainEnsembleSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = requireSparse('An ensemble of chains', features);
    // Whoever only predicts never loads the solvers.
    const { fitChains } = await import('./fitChains.ts');
    this.weights = await fitChains(matrix, labels, this.settings, context);
  }

  scores(features: Features): ScoreMatrix {
    const weights = this.requireFitted();
    const { labels, chainCount } = weights;
    const matrix = requireSparse('An ensemble of chains', features);
    const chained = weights.scores(matrix);
    const width = labels.size;
    const means = new Float64Array(matrix.rowCount * width);
    for (let cell = 0; cell < means.length; cell++) {
      const label = cell % width;
      const first = (cell - label) * chainCount + label;
      let has = 0;
      let hasNot = 0;
      for (let chain = 0; chain < chainCount; chain++) {
        const logOdds = weights.logOdds(chained[first + chain * width]!);
        const bounded = Math.min(Math.max(logOdds, -LARGEST_LOG_ODDS), LARGEST_LOG_ODDS);
        // Both sums, since 1 minus a probability near 1 keeps no digits.
        has += sigmoid(bounded);
        hasNot += sigmoid(-bounded);
      }
      means[cell] = log(has) - log(hasNot);
    }
    return new ScoreMatrix(labels, matrix.rowCount, means);
  }

  state(): StrategyState {
    const arrays = this.requireFitted().arrays();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays };
  }

  /**
   * @param state - what {@link ChainEnsemble.state} gave
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: StrategyState, labels: LabelSet, featureCount: number): ChainEnsemble {
    const settings = readSettings(ensembleOfChains, state.settings);
    const { count, chainValues } = settings;
    const strategy = new ChainEnsemble(settings);
    strategy.weights = ChainWeights.fromArrays(state.arrays, labels, featureCount, count, chainValues);
    return strategy;
  }

  private requireFitted(): ChainWeights {
    if (this.weights !== undefined) return this.weights;
    throw new GenrekitError(
      'not-fitted',
      'This ChainEnsemble is not fitted; call fit(features, labels) first.',
    );
  }
}
