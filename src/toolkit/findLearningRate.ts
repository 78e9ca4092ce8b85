import type { ClassifierOptions } from '../classifier/ClassifierOptions.ts';
import type { RateSweep } from '../nn/findLearningRate.ts';
import type { LabelledMovie } from '../text/Movie.ts';

/** What a training would be like, and how to look for its learning rate. */
export interface LearningRateOptions
  extends Pick<ClassifierOptions, 'features' | 'fields' | 'labels' | 'seed'> {
  /** Made by `attention()`. Its learning rates count in proportion to each other. */
  readonly strategy: NonNullable<ClassifierOptions['strategy']>;
  /**
   * How many rates to try, each on one batch, from 0.00001 to 1; 10 to 10,000.
   * @defaultValue `100`
   */
  readonly steps?: number;
  /** Stops the search. */
  readonly signal?: AbortSignal;
}

/**
 * Finds a learning rate for an encoder: trains it for some steps, each at a higher rate than the one before, until the
 * loss blows up (Smith, Cyclical learning rates for training neural networks, 2017, section 3.3). It takes as long as so
 * many steps of a training.
 *
 * @param movies - movies with their genres, as for `fit`
 * @param options - the settings that a classifier is to have, and how to look
 * @returns the losses over the rates, and `suggestion`, a tenth of the rate with the least loss: a good
 * `training.learningRate`
 * @throws GenrekitError `invalid-option`; `invalid-movie` or `invalid-labels`, naming the movie; `invalid-data` when there
 * is nothing to learn; `aborted`
 *
 * @example
 * ```ts
 * import { attention } from 'genrekit/attention';
 * import { findLearningRate } from 'genrekit/toolkit';
 * const movies = Array.from({ length: 40 }, (_, i) =>
 *   i % 2 === 0
 *     ? { plot: `A killer hides on train ${i}.`, genres: ['Thriller'] }
 *     : { plot: `A baker falls in love in spring ${i}.`, genres: ['Romance'] },
 * );
 * const { suggestion } = await findLearningRate(movies, { strategy: attention({ width: 8 }), steps: 40 });
 * const strategy = attention({ width: 8, training: { learningRate: suggestion } });
 * console.log(strategy.training.learningRate === suggestion); // true
 * ```
 */
export async function findLearningRate(
  movies: readonly LabelledMovie[],
  options: LearningRateOptions,
): Promise<RateSweep> {
  const { sweepMovies } = await import('../classifier/sweepMovies.ts');
  return sweepMovies(movies, options);
}
