import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';

/** A genre and how likely it is. */
export interface GenreScore {
  /** The genre. */
  readonly label: string;
  /** Its calibrated probability, 0 to 1; the genres of a movie do not exclude each other, so they do not sum to 1. */
  readonly score: number;
}

/** How one prediction differs from the classifier's settings. */
export interface PredictOptions {
  /**
   * How probabilities become genres.
   * @defaultValue the classifier's own
   */
  readonly decoder?: DecoderOptions | undefined;
  /**
   * Which of the stored thresholds to use.
   * @defaultValue the objective that the classifier was fitted for
   */
  readonly objective?: ThresholdObjective | undefined;
}

/** What a set of genres must keep to. */
export interface SetOptions {
  /**
   * The share of a movie's true genres that may be missed, on average; 0.01 to 0.5, counted in whole percents.
   * @defaultValue `0.1`
   */
  readonly missRate?: number | undefined;
}
