import { GenrekitError } from '../errors.ts';
import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { pause, throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { Neighbours } from '../neighbours/Neighbours.ts';
import type { Ballot } from './Ballot.ts';
import { LabelledRows } from './LabelledRows.ts';
import { type NeighbourVoteSettings, neighbourVote } from './NeighbourVoteOptions.ts';
import { readNeighbourSettings } from './readNeighbourSettings.ts';
import { requireShares } from './requireShares.ts';
import { requireSparse } from './requireSparse.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** What a fit leaves behind. */
interface Fit {
  readonly rows: LabelledRows;
  readonly priors: Float64Array;
}

/**
 * Binary relevance with k nearest neighbours by the cosine similarity, each counting alike or by its similarity.
 *
 * A neighbour of which it is unknown whether it has a label has no vote on it. Where no neighbour has a vote, which is
 * also so when none has a positive similarity to count by, the answer is the share of all training rows.
 */
export class NeighbourVote implements Strategy {
  readonly id = 'neighbour-vote';
  private fitted: Fit | undefined;

  /** @param settings - from {@link neighbourVote} */
  constructor(readonly settings: NeighbourVoteSettings) {}

  async fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> {
    const { signal, onProgress } = context;
    const matrix = requireSparse('The vote of neighbours', features);
    await pause();
    throwIfAborted(signal);
    const rows = await LabelledRows.of(matrix, labels, this.settings, context);
    const priors = rows.priors(0);
    onProgress?.({ stage: 'fitting', done: 1, total: 1 });
    throwIfAborted(signal);
    this.fitted = { rows, priors };
  }

  /** Shares of the votes, from 0 to 1. */
  scores(features: Features): ScoreMatrix {
    const { rows, priors } = this.requireFitted();
    const { k, weighting } = this.settings;
    const matrix = requireSparse('The vote of neighbours', features);
    return rows.scores(matrix, k, weighting === 'similarity', (label, having, known) =>
      known === 0 ? priors[label]! : having / known,
    );
  }

  /**
   * @param features - samples made by the same extractor that made the training features
   * @returns for each sample the training rows that its scores rest on, nearest first
   * @throws GenrekitError `not-fitted` before a fit
   */
  neighboursOf(features: Features): Neighbours[] {
    const { rows } = this.requireFitted();
    return rows.neighboursOf(requireSparse('The vote of neighbours', features), this.settings.k);
  }

  /**
   * @param features - of one sample
   * @param label - label number
   * @returns the training rows that decided, and how
   * @throws GenrekitError `not-fitted` before a fit
   */
  ballotOf(features: Features, label: number): Ballot {
    const { rows, priors } = this.requireFitted();
    const { k, weighting } = this.settings;
    const matrix = requireSparse('The vote of neighbours', features);
    return rows.ballotOf(matrix, k, weighting === 'similarity', label, priors[label]!);
  }

  state(): StrategyState {
    const { rows, priors } = this.requireFitted();
    const { id, ...settings } = this.settings;
    return { id, settings, arrays: { ...rows.arrays(), priors }, texts: rows.texts() };
  }

  /**
   * @param state - what {@link NeighbourVote.state} gave
   * @param labels - the labels it was fitted on
   * @param featureCount - the number of features it was fitted on
   * @throws GenrekitError `invalid-model` when anything in the state is malformed
   */
  static fromState(state: StrategyState, labels: LabelSet, featureCount: number): NeighbourVote {
    const strategy = new NeighbourVote(readNeighbourSettings(neighbourVote, state.settings));
    strategy.fitted = {
      rows: LabelledRows.fromState(state, labels, featureCount, strategy.settings),
      priors: requireShares(state.arrays, 'priors', labels.size),
    };
    return strategy;
  }

  private requireFitted(): Fit {
    if (this.fitted !== undefined) return this.fitted;
    throw new GenrekitError(
      'not-fitted',
      'This NeighbourVote is not fitted; call fit(features, labels) first.',
    );
  }
}
