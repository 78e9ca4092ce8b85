import { GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { Neighbours } from '../neighbours/Neighbours.ts';
import type { Ballot } from './Ballot.ts';
import { LabelledRows } from './LabelledRows.ts';
import { type MlKnnSettings, mlKnn } from './MlKnnOptions.ts';
import { PosteriorTable } from './PosteriorTable.ts';
import { readNeighbourSettings } from './readNeighbourSettings.ts';
import { requireSparse } from './requireSparse.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** What a fit leaves behind. */
interface Fit {
  readonly rows: LabelledRows;
  readonly table: PosteriorTable;
}

/**
 * ML-KNN (Zhang and Zhou, Pattern Recognition 40(7), 2007) with the cosine similarity. A training row is not its own
 * neighbour.
 *
 * A label of which it is unknown whether a row has it is left out wherever it occurs: of the prior, of the counts of
 * that row, and of its neighbours, where the number among those known is scaled up to k. Where a label is known of no
 * neighbour, its prior is the answer. Small tables that cannot give k neighbours are scaled in the same way.
 */
export class MlKnn implements Strategy {
  readonly id = 'ml-knn';
  private fitted: Fit | undefined;

  /** @param settings - from {@link mlKnn} */
  constructor(readonly settings: MlKnnSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const matrix = requireSparse('ML-KNN', features);
    throwIfAborted(context.signal);
    const rows = await LabelledRows.of(matrix, labels, this.settings, context);
    // Whoever only predicts never loads what fits.
    const { fitPosteriors } = await import('./fitPosteriors.ts');
    this.fitted = { rows, table: await fitPosteriors(rows, matrix, this.settings, context) };
  }

  /** Probabilities of the labels, from 0 to 1. */
  scores(features: Features): ScoreMatrix {
    const { rows, table } = this.requireFitted();
    const { k, weighting } = this.settings;
    return rows.scores(requireSparse('ML-KNN', features), k, weighting === 'similarity', (...counted) =>
      table.lookUp(...counted),
    );
  }

  /**
   * @param features - samples made by the same extractor that made the training features
   * @returns for each sample the training rows that its scores rest on, nearest first
   * @throws GenrekitError `not-fitted` before a fit
   */
  neighboursOf(features: Features): Neighbours[] {
    const { rows } = this.requireFitted();
    return rows.neighboursOf(requireSparse('ML-KNN', features), this.settings.k);
  }

  /**
   * @param features - of one sample
   * @param label - label number
   * @returns the training rows that decided, and how
   * @throws GenrekitError `not-fitted` before a fit
   */
  ballotOf(features: Features, label: number): Ballot {
    const { rows, table } = this.requireFitted();
    const { k, weighting } = this.settings;
    const matrix = requireSparse('ML-KNN', features);
    return rows.ballotOf(matrix, k, weighting === 'similarity', label, table.priors[label]!);
  }

  state(): StrategyState {
    const { rows, table } = this.requireFitted();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays: { ...rows.arrays(), ...table.arrays() }, texts: rows.texts() };
  }

  /**
   * @param state - what {@link MlKnn.state} gave
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: StrategyState, labels: LabelSet, featureCount: number): MlKnn {
    const strategy = new MlKnn(readNeighbourSettings(mlKnn, state.settings));
    strategy.fitted = {
      rows: LabelledRows.fromState(state, labels, featureCount, strategy.settings),
      table: PosteriorTable.fromArrays(state.arrays, labels, strategy.settings.k),
    };
    return strategy;
  }

  private requireFitted(): Fit {
    if (this.fitted !== undefined) return this.fitted;
    throw new GenrekitError('not-fitted', 'This MlKnn is not fitted; call fit(features, labels) first.');
  }
}
