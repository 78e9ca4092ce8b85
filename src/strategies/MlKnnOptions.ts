import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../options.ts';
import { checkIndex, type IndexSettings } from './IndexSettings.ts';

/** Options of {@link mlKnn}. */
export interface MlKnnOptions {
  /**
   * How many neighbours to look at; 1 to 10,000. With sample weights: the weight they sum to.
   * @defaultValue `80`
   */
  readonly k?: number;
  /**
   * What is added to every count, so that nothing counts as impossible; 1e-6 to 1e6. 1 is Laplace's rule.
   * @defaultValue `1`
   */
  readonly smoothing?: number;
  /**
   * Whether each neighbour counts by its similarity, or all alike, as in the paper. On titles and plots similarity is
   * better (out-of-fold micro-F1 on 8,000 movies: titles 0.490 against 0.449, both 0.622 against 0.602).
   * @defaultValue `'similarity'`
   */
  readonly weighting?: 'none' | 'similarity';
  /**
   * Where neighbours are looked for: among the rows as they are, or, with `svdIndex()`, among rows that are reduced to a
   * few dimensions.
   * @defaultValue `'sparse'`
   */
  readonly index?: IndexSettings;
  /**
   * Whether the titles of the training movies are kept, so that explanations can name the neighbours. They are then in
   * saved models, readable by whoever has the file, some 20 bytes each; no other text of the movies is.
   * @defaultValue `false`
   */
  readonly storesTitles?: boolean;
}

/** ML-KNN, described; made by {@link mlKnn}. */
export interface MlKnnSettings extends Readonly<Required<MlKnnOptions>> {
  /** Which strategy this is. */
  readonly id: 'ml-knn';
}

/** The defaults of {@link mlKnn}. */
export const mlKnnDefaults: Readonly<Required<MlKnnOptions>> = /* @__PURE__ */ Object.freeze({
  k: 80,
  smoothing: 1,
  weighting: 'similarity',
  index: 'sparse',
  storesTitles: false,
});

/**
 * Settings for ML-KNN (Zhang and Zhou 2007; exactly theirs with `{ k: 10, weighting: 'none' }`): among the training movies most like this one, how many have the genre, and
 * how likely is the genre for that number? The movies that decided can be shown. A model holds the features of all
 * training movies, so it grows with them; their text is not in it, but for
 * titles that `storesTitles` asks for.
 *
 * @param options - settings; see {@link MlKnnOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { mlKnn } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: mlKnn({ k: 40, weighting: 'similarity' }) });
 * ```
 */
export function mlKnn(options?: MlKnnOptions): MlKnnSettings {
  const { k, smoothing, weighting, index, storesTitles } = resolveOptions('mlKnn', options, mlKnnDefaults);
  return Object.freeze({
    id: 'ml-knn',
    k: checkNumber('mlKnn.k', k, { min: 1, max: 10_000, isInteger: true }),
    smoothing: checkNumber('mlKnn.smoothing', smoothing, { min: 1e-6, max: 1e6 }),
    weighting: checkChoice('mlKnn.weighting', weighting, ['none', 'similarity']),
    index: checkIndex('mlKnn.index', index),
    storesTitles: checkBoolean('mlKnn.storesTitles', storesTitles),
  });
}
