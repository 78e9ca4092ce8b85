import type { FittedModel } from './FittedModel.ts';
import type { InputShape } from './InputShape.ts';

/** The most genres that can be added to a model; each takes as much memory as one of its own. */
export const MAX_ADDED_GENRES = 100;

/** What is added to some weights of a genre. */
export interface WeightChange {
  readonly label: string;
  /** Ascending. */
  readonly columns: Uint32Array;
  /** One a column. */
  readonly values: Float32Array;
}

/** A genre that was learned from a few examples: a sum of the base genres, and weights of its own. */
export interface AddedGenre extends WeightChange {
  /** How many examples it has. */
  readonly support: number;
  /** What the weights of each base genre are multiplied with. */
  readonly links: Float64Array;
  /** Slope and intercept of Platt's curve for each shape of input. */
  readonly curves: ReadonlyMap<InputShape, readonly [slope: number, intercept: number]>;
}

/** All that makes an adapted model of its base: the content of a delta. */
export interface Adaptation {
  readonly base: FittedModel;
  /** In the order in which they came. */
  readonly genres: readonly AddedGenre[];
  /** In label order. */
  readonly changes: readonly WeightChange[];
}
