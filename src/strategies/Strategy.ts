import type { Features } from '../features/Features.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { EpochReport, FitContext } from '../learners/FitContext.ts';
import type { TokenAttributions } from '../nn/integrateGradients.ts';
import type { Ballot } from './Ballot.ts';
import type { StrategySettings } from './registry.ts';

/** The name of a strategy, as saved models write it. */
export type StrategyId =
  | 'binary-relevance'
  | 'ml-knn'
  | 'neighbour-vote'
  | 'classifier-chain'
  | 'chain-ensemble'
  | 'label-powerset'
  | 'decision-tree'
  | 'attention'
  | 'feed-forward'
  | 'blend';

/** How exactly weights are saved. */
export type WeightPrecision = 'float32' | 'float16' | 'int8' | 'int4';

/** What a strategy has learned: plain settings, and named flat arrays of numbers. */
export interface StrategyState {
  /** Which strategy this is. */
  readonly id: StrategyId;
  /** Settings that survive `JSON.stringify`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Learned numbers by name. */
  readonly arrays: Readonly<Record<string, StateArray>>;
  /** Lists of texts by name, for the few strategies that keep any. */
  readonly texts?: StateTexts | undefined;
}

/** Lists of texts by name. */
export type StateTexts = Readonly<Record<string, readonly string[]>>;

/** The flat arrays that a model file can hold. */
export type StateArray =
  | Float64Array
  | Float32Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

/** What one label adds to the score of another. */
export interface LabelLink {
  /** The label that is listened to: its number. */
  readonly label: number;
  /** What it adds. */
  readonly value: number;
}

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
   * For strategies that leave numbers out at random while they learn: scores with numbers left out in the same way, whose
   * spread tells how much the strategy does not know (Gal and Ghahramani 2016).
   *
   * @param features - as for `scores`
   * @param seed - decides what is left out: of each sample the same, whatever the others are
   * @throws GenrekitError `not-fitted` before a fit
   */
  sampledScores?(features: Features, seed: number): ScoreMatrix;
  /**
   * @returns what was learned, ready to be saved, to the last bit; `roundWeights` makes it smaller
   * @throws GenrekitError `not-fitted` before a fit
   */
  state(): StrategyState;
  /**
   * For strategies whose arrays `roundWeights` does not know.
   *
   * @param precision - how exactly to write the weights; those that are rounded already stay as they are
   * @returns {@link Strategy.state}, smaller
   */
  roundedState?(precision: WeightPrecision): StrategyState;
  /**
   * For strategies whose scores are sums over features: what one unit of a feature adds to a label's score.
   *
   * @param feature - column of the feature matrix
   * @param label - label number
   */
  weightOf?(feature: number, label: number): number;
  /**
   * For strategies whose scores are sums: what a sum begins with. With it a strategy says that each of its scores is
   * this number, plus `weightOf` times the value of each feature, plus all that `linksInto` gives; explanations rely on
   * that.
   *
   * @param label - label number
   * @returns the label's score when all features are 0 and no other label adds anything
   */
  biasOf?(label: number): number;
  /**
   * For strategies with `biasOf` whose labels listen to each other.
   *
   * @param features - of one sample
   * @param label - label number
   * @returns what other labels add to the label's score
   */
  linksInto?(features: Features, label: number): readonly LabelLink[];
  /**
   * For strategies that make weighted means of their tokens.
   *
   * @param features - of one sample
   * @returns the weight of each token, 0 to 1, in the mean of all means; they add up to 1
   */
  sharesOf?(features: Features): Float64Array;
  /**
   * For strategies whose scores have derivatives by what their tokens are: integrated gradients.
   *
   * @param features - of one sample
   * @param label - label number
   * @param isFixed - whether a token stays as it is, and gets nothing
   * @param steps - how finely the way from a sample that says nothing is read
   * @returns what each token adds; with the baseline they add up to the score, but for the error of the sum
   */
  attributionsOf?(
    features: Features,
    label: number,
    isFixed: (token: number) => boolean,
    steps: number,
  ): Promise<TokenAttributions>;
  /** For strategies that are trained in epochs: how each of them went. */
  readonly epochs?: readonly EpochReport[];
  /**
   * For strategies that let training rows decide.
   *
   * @param features - of one sample
   * @param label - label number
   * @returns the rows that decided, and how
   */
  ballotOf?(features: Features, label: number): Ballot;
}
