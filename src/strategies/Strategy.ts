import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { StrategySettings } from './registry.ts';

/** The name of a strategy, as saved models write it. */
export type StrategyId =
  | 'binary-relevance'
  | 'ml-knn'
  | 'neighbour-vote'
  | 'classifier-chain'
  | 'chain-ensemble';

/** How exactly weights are saved. */
export type WeightPrecision = 'float32' | 'float16' | 'int8';

/** What a strategy has learned: plain settings, and named flat arrays of numbers. */
export interface StrategyState {
  /** Which strategy this is. */
  readonly id: StrategyId;
  /** Settings that survive `JSON.stringify`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Learned numbers by name. */
  readonly arrays: Readonly<Record<string, StateArray>>;
}

/** The flat arrays that a model file can hold. */
export type StateArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** Turns features into one score a label: the pluggable heart of a classifier. */
export interface Strategy {
  /** Written into saved models. */
  readonly id: StrategyId;
  /** What it was made from. */
  readonly settings: StrategySettings;
  /**
   * Learns from features and labels, forgetting any fit before. Inputs are not changed; the same inputs and seed give
   * the same result. Unknown label cells and sample weights are honoured.
   *
   * @throws GenrekitError `aborted` when the signal fires; the strategy then still holds its former fit
   */
  fit(features: Features, labels: LabelMatrix, context: FitContext): Promise<void> | void;
  /**
   * @param features - samples made by the same extractor that made the training features
   * @returns samples x labels in the order of the fitted label set; higher = more likely, not yet calibrated
   * @throws GenrekitError `not-fitted` before a fit
   */
  scores(features: Features): ScoreMatrix;
  /**
   * @returns what was learned, ready to be saved, to the last bit; `roundWeights` makes it smaller
   * @throws GenrekitError `not-fitted` before a fit
   */
  state(): StrategyState;
  /**
   * For strategies whose scores are sums over features: what one unit of a feature adds to a label's score.
   *
   * @param feature - column of the feature matrix
   * @param label - label number
   */
  weightOf?(feature: number, label: number): number;
}
