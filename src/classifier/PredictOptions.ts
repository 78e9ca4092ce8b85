import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';

/** A genre and how likely it is. */
export interface GenreScore {
  /** The genre. */
  readonly label: string;
  /** Its calibrated probability, 0 to 1; the genres of a movie do not exclude each other, so they do not sum to 1. */
  readonly score: number;
}

/** Whose habits predictions follow. */
export interface CatalogueOptions {
  /**
   * Catalogues differ in how freely they give genres, and in which genres they have. A movie that names its catalogue
   * goes by that one's habits if the classifier was fitted on it; this option is for the others. `'auto'` is what
   * serves all catalogues alike.
   * @defaultValue the classifier's own
   */
  readonly catalogue?: string | undefined;
}

/** How one prediction differs from the classifier's settings. */
export interface PredictOptions extends CatalogueOptions {
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

/** How a classifier predicts when a call does not say. */
export interface Habits {
  readonly decoder: DecoderOptions;
  readonly objective: ThresholdObjective | undefined;
  readonly catalogue: string;
}

/** What a set of genres must keep to. */
export interface SetOptions extends CatalogueOptions {
  /**
   * The share of a movie's true genres that may be missed, on average; 0.01 to 0.5, counted in whole percents.
   * @defaultValue `0.1`
   */
  readonly missRate?: number | undefined;
}
