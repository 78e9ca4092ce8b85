import { describeValue, GenrekitError } from '../../errors.ts';
import type { Features } from '../../features/Features.ts';
import type { TokenRows } from '../../features/TokenRows.ts';
import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import type { LabelSet } from '../../labels/LabelSet.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import type { EpochReport, FitContext } from '../../learners/FitContext.ts';
import { SeededRandom } from '../../math/SeededRandom.ts';
import type { EncoderScorer } from '../../nn/EncoderScorer.ts';
import type { TokenAttributions } from '../../nn/integrateGradients.ts';
import { readEpochs, writeEpochs } from '../epochTable.ts';
import type { Strategy, StrategyState, WeightPrecision } from '../Strategy.ts';
import type { AttentionSettings } from './attention.ts';
import { scorerFromArrays } from './attentionArrays.ts';
import { roundEncoder } from './roundedArrays.ts';

/** What a fit leaves behind. */
interface Fit {
  readonly labels: LabelSet;
  readonly scorer: EncoderScorer;
  readonly arrays: StrategyState['arrays'];
  readonly epochs: readonly EpochReport[];
}

/** A transformer encoder with attention pooling; see `attention`. */
export class AttentionStrategy implements Strategy {
  readonly id = 'attention';
  private fitted: Fit | undefined;

  /** @param settings - from `attention` */
  constructor(readonly settings: AttentionSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const tokens = tokensOf(features);
    // Whoever only predicts never loads what trains.
    const { fitAttention } = await import('./fitAttention.ts');
    const { arrays, epochs } = await fitAttention(tokens, labels, this.settings, context);
    this.take({ ...arrays, epochs: writeEpochs(epochs) }, labels.labels, tokens.vocabularySize);
  }

  scores(features: Features): ScoreMatrix {
    const { labels, scorer } = this.requireFitted();
    const tokens = this.tokensOf(features);
    return new ScoreMatrix(labels, tokens.rowCount, scorer.scores(tokens));
  }

  sampledScores(features: Features, seed: number): ScoreMatrix {
    const { labels, scorer } = this.requireFitted();
    const tokens = this.tokensOf(features);
    const values = new Float64Array(tokens.rowCount * labels.size);
    for (let row = 0; row < tokens.rowCount; row++)
      values.set(scorer.scores(tokens, [row], new SeededRandom(seed)), row * labels.size);
    return new ScoreMatrix(labels, tokens.rowCount, values);
  }

  sharesOf(features: Features): Float64Array {
    return this.requireFitted().scorer.shares(this.tokensOf(features));
  }

  async attributionsOf(
    features: Features,
    label: number,
    isFixed: (token: number) => boolean,
    steps: number,
  ): Promise<TokenAttributions> {
    const { scorer } = this.requireFitted();
    const { ids } = this.tokensOf(features);
    const { integrateGradients } = await import('../../nn/integrateGradients.ts');
    return integrateGradients(scorer, ids, label, isFixed, steps);
  }

  get epochs(): readonly EpochReport[] {
    return this.requireFitted().epochs;
  }

  /** The tokens of features that are made like those of the fit. */
  private tokensOf(features: Features): TokenRows {
    const tokens = tokensOf(features);
    const { vocabularySize } = this.requireFitted().scorer.encoder.shape;
    if (tokens.vocabularySize !== vocabularySize) {
      throw new GenrekitError(
        'shape-mismatch',
        `The features must have the vocabulary of the fit, ${vocabularySize} tokens; got ${tokens.vocabularySize}.`,
      );
    }
    return tokens;
  }

  state(): StrategyState {
    const { arrays } = this.requireFitted();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays };
  }

  roundedState(precision: WeightPrecision): StrategyState {
    const { layout, shape } = this.requireFitted().scorer.encoder;
    const state = this.state();
    return { ...state, arrays: roundEncoder(state.arrays, layout, shape.width, precision) };
  }

  /**
   * @param settings - made anew from those of the state
   * @param arrays - of the state
   * @param labels - the labels it was fitted on
   * @param vocabularySize - the number of tokens it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the arrays is malformed
   */
  static fromArrays(
    settings: AttentionSettings,
    arrays: StrategyState['arrays'],
    labels: LabelSet,
    vocabularySize: number,
  ): AttentionStrategy {
    const strategy = new AttentionStrategy(settings);
    strategy.take(arrays, labels, vocabularySize);
    return strategy;
  }

  private take(arrays: StrategyState['arrays'], labels: LabelSet, vocabularySize: number): void {
    const scorer = scorerFromArrays(this.settings, arrays, labels.size, vocabularySize);
    this.fitted = { labels, scorer, arrays, epochs: readEpochs(arrays) };
  }

  private requireFitted(): Fit {
    if (this.fitted !== undefined) return this.fitted;
    throw new GenrekitError(
      'not-fitted',
      'This AttentionStrategy is not fitted; call fit(features, labels) first.',
    );
  }
}

function tokensOf(features: Features): TokenRows {
  if (features.kind === 'tokens') return features.tokens;
  throw new GenrekitError(
    'invalid-value',
    `Attention needs features of kind 'tokens'; got ${describeValue((features as Features).kind)}.`,
  );
}
