import type { Field, Movie } from '../text/Movie.ts';
import type { Features } from './Features.ts';

/** What a fit has learned of texts: it makes features of movies. */
export interface FeatureExtractor {
  /** The fields that features are made from. */
  readonly fields: readonly Field[];
  /** Number of features: columns, or tokens of the vocabulary. */
  readonly columnCount: number;
  /**
   * @param movies - movies; an absent field leaves nothing
   * @returns one row a movie
   */
  transform(movies: readonly Movie[]): Features;
}
