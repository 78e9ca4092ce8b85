import { GenrekitError } from '../../errors.ts';
import type { Features } from '../../features/Features.ts';
import { selectFeatures } from '../../features/selectFeatures.ts';
import { TruncatedSvd } from '../../features/TruncatedSvd.ts';
import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import type { LabelSet } from '../../labels/LabelSet.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import type { EpochReport, FitContext } from '../../learners/FitContext.ts';
import { DenseMatrix } from '../../math/DenseMatrix.ts';
import { SeededRandom } from '../../math/SeededRandom.ts';
import { HeadScorer } from '../../nn/HeadScorer.ts';
import { readEpochs } from '../epochTable.ts';
import { requireArray } from '../requireArray.ts';
import { requireSparse } from '../requireSparse.ts';
import type { StateArray, Strategy, StrategyState, WeightPrecision } from '../Strategy.ts';
import type { FeedForwardSettings } from './feedForward.ts';
import { readComponents, roundReduction } from './roundedArrays.ts';

/** Larger weights would let scores leave the range of numbers. */
const LARGEST_NUMBER = 1e9;

/** What a fit leaves behind. */
interface Fit {
  readonly labels: LabelSet;
  readonly svd: TruncatedSvd;
  readonly scale: number;
  readonly weights: Float32Array | Float64Array;
  readonly scorer: HeadScorer;
  readonly arrays: StrategyState['arrays'];
  readonly epochs: readonly EpochReport[];
}

/** Dense layers on reduced TF-IDF; see `feedForward`. */
export class FeedForwardStrategy implements Strategy {
  readonly id = 'feed-forward';
  private fitted: Fit | undefined;

  /** @param settings - from `feedForward` */
  constructor(readonly settings: FeedForwardSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = requireSparse('Feed-forward', features);
    // Whoever only predicts never loads what trains.
    const { fitFeedForward } = await import('./fitFeedForward.ts');
    const arrays = await fitFeedForward(matrix, labels, this.settings, context);
    this.take(arrays, labels.labels, matrix.columnCount);
  }

  scores(features: Features): ScoreMatrix {
    const { labels, scorer, weights } = this.requireFitted();
    const rows = this.rowsOf(features);
    return new ScoreMatrix(labels, rows.rowCount, scorer.scores(weights, rows.values));
  }

  sampledScores(features: Features, seed: number): ScoreMatrix {
    const { labels, scorer, weights } = this.requireFitted();
    const { rowCount } = this.rowsOf(features);
    const values = new Float64Array(rowCount * labels.size);
    for (let row = 0; row < rowCount; row++) {
      const own = this.rowsOf(selectFeatures(features, [row])).values;
      values.set(scorer.scores(weights, own, new SeededRandom(seed)), row * labels.size);
    }
    return new ScoreMatrix(labels, rowCount, values);
  }

  state(): StrategyState {
    const { arrays } = this.requireFitted();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays };
  }

  roundedState(precision: WeightPrecision): StrategyState {
    const state = this.state();
    return { ...state, arrays: roundReduction(state.arrays, this.fitted!.svd.featureCount, precision) };
  }

  get epochs(): readonly EpochReport[] {
    return this.requireFitted().epochs;
  }

  /**
   * @param settings - made anew from those of the state
   * @param arrays - of the state
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the arrays is malformed
   */
  static fromArrays(
    settings: FeedForwardSettings,
    arrays: StrategyState['arrays'],
    labels: LabelSet,
    featureCount: number,
  ): FeedForwardStrategy {
    const strategy = new FeedForwardStrategy(settings);
    strategy.take(arrays, labels, featureCount);
    return strategy;
  }

  private take(arrays: Readonly<Record<string, StateArray>>, labels: LabelSet, featureCount: number): void {
    const { svd, hidden, hasLinearPath, dropout, training } = this.settings;
    const width = featureCount === 0 ? 1 : (arrays.components?.length ?? 0) / featureCount;
    if (!(Number.isInteger(width) && width >= 1 && width <= svd.dimensions)) {
      throw new GenrekitError(
        'invalid-model',
        `The saved 'components' must be 1 to ${svd.dimensions} numbers for each of ${featureCount} features. Save the model again.`,
      );
    }
    const components = readComponents(arrays, featureCount, width);
    const scale = requireArray(arrays, 'scale', Float64Array, 1)[0]!;
    const shape = { queries: 1, width, hidden, hasLinearPath, dropout, labelCount: labels.size };
    const scorer = new HeadScorer(shape, training.precision);
    const type = training.precision === 'float32' ? Float32Array : Float64Array;
    const weights = requireArray<Float32Array | Float64Array>(arrays, 'dense', type, scorer.layout.size);
    const isSmall = (value: number) => Math.abs(value) <= LARGEST_NUMBER;
    if (!(components.every(isSmall) && isSmall(scale) && weights.every(isSmall))) {
      throw new GenrekitError('invalid-model', 'The saved weights are too large. Save the model again.');
    }
    const reduction = new TruncatedSvd(new DenseMatrix(featureCount, width, components));
    this.fitted = { labels, svd: reduction, scale, weights, scorer, arrays, epochs: readEpochs(arrays) };
  }

  private rowsOf(features: Features): DenseMatrix {
    const { svd, scale } = this.requireFitted();
    const rows = svd.reduce(requireSparse('Feed-forward', features));
    for (let i = 0; i < rows.values.length; i++) rows.values[i]! *= scale;
    return rows;
  }

  private requireFitted(): Fit {
    if (this.fitted !== undefined) return this.fitted;
    throw new GenrekitError(
      'not-fitted',
      'This FeedForwardStrategy is not fitted; call fit(features, labels) first.',
    );
  }
}
