import { type ClassifierOptions, defaultClassifierOptions } from '../classifier/ClassifierOptions.ts';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { describeValue, GenrekitError } from '../errors.ts';
import { resolveOptions } from '../options.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { MOST_MEMBERS } from './blendKit.ts';

/** How classifiers are blended; the settings of the blend itself are those of any classifier. */
export interface BlendOptions
  extends Pick<
    ClassifierOptions,
    'calibration' | 'thresholds' | 'decoder' | 'catalogue' | 'foldCount' | 'seed'
  > {
  /**
   * How much each classifier counts: a number from 0 for each, or `'chosen'` for what gives the least log loss on the
   * movies, by cross-validation.
   * @defaultValue `'chosen'`
   */
  readonly weights?: 'chosen' | readonly number[];
}

/**
 * Makes one classifier of several: the weighted mean of their scores, each standardised genre by genre. Classifiers of
 * different kinds err on different movies, so that a blend is mostly better than its best member.
 *
 * @param classifiers - two to eight, fitted, with the same genres in the same order; they are not changed
 * @param movies - movies with their genres that none of the classifiers was fitted on, some hundreds or more: weights,
 * calibration and thresholds are fitted on them
 * @param options - see {@link BlendOptions}
 * @returns a classifier that predicts, explains (by leaving words out), evaluates, and is saved with its members; it cannot
 * be fitted anew
 * @throws GenrekitError `invalid-option` for what cannot be blended; `shape-mismatch` when the genres differ; `not-fitted`;
 * `invalid-movie` or `invalid-labels` for a bad row, naming it; `invalid-data` when there are too few movies
 *
 * @example
 * ```ts
 * import { binaryRelevance, GenreClassifier, logisticRegression } from 'genrekit';
 * import { blend } from 'genrekit/blend';
 * const movies = Array.from({ length: 40 }, (_, i) =>
 *   i % 2 === 0
 *     ? { plot: `A killer hides on train ${i}.`, genres: ['Thriller'] }
 *     : { plot: `A baker falls in love in spring ${i}.`, genres: ['Romance'] },
 * );
 * const learned = movies.slice(0, 20);
 * const svm = await new GenreClassifier().fit(learned);
 * const strategy = binaryRelevance({ learner: logisticRegression() });
 * const logistic = await new GenreClassifier({ strategy }).fit(learned);
 * const both = await blend([svm, logistic], movies.slice(20)); // on movies that neither was fitted on
 * console.log(both.predict({ plot: 'A killer on the run.' })); // [ 'Thriller' ]
 * ```
 */
export async function blend(
  classifiers: readonly GenreClassifier[],
  movies: readonly LabelledMovie[],
  options?: BlendOptions,
): Promise<GenreClassifier> {
  const { calibration, thresholds, decoder, catalogue, foldCount, seed } = defaultClassifierOptions();
  const resolved = resolveOptions<Required<BlendOptions>>('blend', options, {
    weights: 'chosen',
    ...{ calibration, thresholds, decoder, catalogue, foldCount, seed },
  });
  checkClassifiers(classifiers);
  const members = Array.from(classifiers, ({ model, options: own }) => ({ model, options: own }));
  const { blendMembers } = await import('./blendMembers.ts');
  return GenreClassifier.around(await blendMembers(members, movies, resolved));
}

function checkClassifiers(given: unknown): void {
  const isList = Array.isArray(given) && given.length >= 2 && given.length <= MOST_MEMBERS;
  const bad = isList ? Array.from(given).findIndex((one) => !(one instanceof GenreClassifier)) : -1;
  if (!isList || bad >= 0) {
    const shown = isList ? `${describeValue(given[bad])} at ${bad}` : describeValue(given);
    throw new GenrekitError(
      'invalid-option',
      `blend takes a list of 2 to ${MOST_MEMBERS} classifiers; got ${shown}.`,
    );
  }
  if (given.some(({ options }: GenreClassifier) => options.strategy.id === 'blend')) {
    throw new GenrekitError('invalid-option', 'A blend cannot be blended again; blend all members at once.');
  }
}
